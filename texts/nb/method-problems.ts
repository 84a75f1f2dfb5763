// Bokmål: what can go wrong with a method, and that the person can mend. A key with «.with» is used
// when the Problem brings what its words need.
export const methodProblems = {
  'problem.wrong-app-code':
    'Feil kode. Sjekk at du leser koden for riktig konto, og at klokka på enheten med appen er riktig.',
  'problem.wrong-app-code.with':
    'Feil kode. Du har {triesLeft, plural, one {# forsøk} other {# forsøk}} igjen. Sjekk at du leser koden for riktig konto, og at klokka på enheten med appen er riktig.',
  'problem.clock-off':
    'Koden stemmer, men klokka på enheten med appen går feil. Slå på automatisk tid der, og skriv en ny kode.',
  'problem.clock-off.with':
    '{direction, select, slow {Klokka på enheten din går {minutes, plural, one {# minutt} other {# minutter}} for sent.} other {Klokka på enheten din går {minutes, plural, one {# minutt} other {# minutter}} for fort.}} Slå på automatisk tid der, og skriv en ny kode.',
  'problem.sent-code-expired': 'Koden er utløpt. Be om en ny.',
  'problem.code-replaced': 'Denne koden er byttet ut. Bruk den nyeste vi har sendt.',
  'problem.code-replaced.with': 'Denne koden er byttet ut. Bruk koden vi sendte {sentAt}.',
  'problem.code-used': 'Denne koden er brukt. Vent til det kommer en ny, eller be om en ny.',
  'problem.serial-missing': 'Skriv nummeret som står bak på kodebrikken.',
  'problem.send-later': 'Det er sendt mange koder nå. Vent litt, eller velg en annen måte.',
  'problem.send-later.with':
    'Det er sendt mange koder nå. Du kan be om en ny {until}, eller velge en annen måte.',
  'problem.phone-missing': 'Skriv telefonnummeret ditt.',
  'problem.phone-too-short': 'Nummeret er for kort. Sjekk at du har med alle sifrene.',
  'problem.phone-too-short.with': 'Nummeret er for kort. Numre i {country} har {digits} siffer.',
  'problem.phone-too-long': 'Nummeret er for langt. Sjekk at det ikke har fått et siffer for mye.',
  'problem.phone-too-long.with': 'Nummeret er for langt. Numre i {country} har {digits} siffer.',
  'problem.not-a-phone': 'Dette er ikke et telefonnummer vi kjenner. Sjekk landet og sifrene.',
  'problem.landline': 'Dette er et fasttelefonnummer. Vi kan ringe deg i stedet.',
  'problem.no-calls':
    'Vi kan ikke ringe dette nummeret. Bruk et mobilnummer, eller velg en annen måte.',
  'problem.country-not-allowed':
    'Vi kan ikke sende koder til dette landet. Bruk et annet nummer, eller velg en annen måte.',
  'problem.extension-wrong': 'Internnummeret kan bare ha tall.',
  'problem.set-up-already': 'Du har denne metoden fra før.',
  'problem.passkey-missing':
    'Nettleseren fikk ikke noe svar fra passnøkkelen. Prøv på nytt, eller velg en annen måte.',
  'problem.passkey-refused':
    'Passnøkkelen ble ikke godtatt her. Prøv en annen, eller velg en annen måte.',
  'problem.passkey-not-verified':
    'Passnøkkelen må åpnes med PIN-kode, finger eller ansikt. Prøv på nytt.',
  'problem.passkey-known': 'Denne passnøkkelen er lagt til fra før.',
  'problem.passkey-synced':
    'Her trengs en passnøkkel som blir på enheten, for eksempel en sikkerhetsnøkkel. Denne kan kopieres.',
  'problem.question-missing': 'Velg et spørsmål, eller skriv ditt eget.',
  'problem.reply-missing': 'Skriv svaret.',
  'problem.reply-too-short': 'Svaret er for kort. Skriv litt mer.',
  'problem.reply-too-short.with':
    'Svaret er for kort. Bruk minst {min, plural, one {# tegn} other {# tegn}}.',
  'problem.reply-repeats': 'Svaret kan ikke være ord fra spørsmålet eller passordet ditt.',
  'problem.wrong-reply': 'Svaret stemmer ikke. Prøv på nytt.',
  'problem.wrong-reply.with':
    'Svaret stemmer ikke. Du har {triesLeft, plural, one {# forsøk} other {# forsøk}} igjen.',
  'problem.wrong-recovery-code':
    'Denne reservekoden stemmer ikke, eller den er brukt. Prøv en annen fra listen.',
  'problem.wrong-recovery-code.with':
    'Denne reservekoden stemmer ikke, eller den er brukt. Du har {triesLeft, plural, one {# forsøk} other {# forsøk}} igjen.',
  'problem.choice-missing': 'Velg en av måtene.',
  'problem.too-few-methods': 'Du må ha en metode til før du kan slette denne.',
  'problem.not-restorable': 'Denne kan ikke tas tilbake lenger.',
  'problem.gone-already': 'Denne metoden er slettet allerede.',
} as const
