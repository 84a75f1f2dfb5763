// Nynorsk: what can go wrong with a method, and that the person can mend.
export const methodProblems = {
  'problem.wrong-app-code':
    'Feil kode. Sjekk at du les koden for rett konto, og at klokka på eininga med appen er rett.',
  'problem.wrong-app-code.with':
    'Feil kode. Du har {triesLeft, plural, one {# forsøk} other {# forsøk}} igjen. Sjekk at du les koden for rett konto, og at klokka på eininga med appen er rett.',
  'problem.clock-off':
    'Koden stemmer, men klokka på eininga med appen går feil. Slå på automatisk tid der, og skriv ein ny kode.',
  'problem.clock-off.with':
    '{direction, select, slow {Klokka på eininga di går {minutes, plural, one {# minutt} other {# minutt}} for seint.} other {Klokka på eininga di går {minutes, plural, one {# minutt} other {# minutt}} for fort.}} Slå på automatisk tid der, og skriv ein ny kode.',
  'problem.sent-code-expired': 'Koden har gått ut. Be om ein ny.',
  'problem.code-replaced': 'Denne koden er bytt ut. Bruk den nyaste vi har sendt.',
  'problem.code-replaced.with': 'Denne koden er bytt ut. Bruk koden vi sende {sentAt}.',
  'problem.code-used': 'Denne koden er brukt. Vent til det kjem ein ny, eller be om ein ny.',
  'problem.serial-missing': 'Skriv nummeret som står bak på kodebrikka.',
  'problem.send-later': 'Det er sendt mange kodar no. Vent litt, eller vel ein annan måte.',
  'problem.send-later.with':
    'Det er sendt mange kodar no. Du kan be om ein ny {until}, eller velje ein annan måte.',
  'problem.phone-missing': 'Skriv telefonnummeret ditt.',
  'problem.phone-too-short': 'Nummeret er for kort. Sjekk at du har med alle siffera.',
  'problem.phone-too-short.with': 'Nummeret er for kort. Nummer i {country} har {digits} siffer.',
  'problem.phone-too-long':
    'Nummeret er for langt. Sjekk at det ikkje har fått eit siffer for mykje.',
  'problem.phone-too-long.with': 'Nummeret er for langt. Nummer i {country} har {digits} siffer.',
  'problem.not-a-phone': 'Dette er ikkje eit telefonnummer vi kjenner. Sjekk landet og siffera.',
  'problem.landline': 'Dette er eit fasttelefonnummer. Vi kan ringje deg i staden.',
  'problem.no-calls':
    'Vi kan ikkje ringje dette nummeret. Bruk eit mobilnummer, eller vel ein annan måte.',
  'problem.country-not-allowed':
    'Vi kan ikkje sende kodar til dette landet. Bruk eit anna nummer, eller vel ein annan måte.',
  'problem.extension-wrong': 'Internnummeret kan berre ha tal.',
  'problem.set-up-already': 'Du har denne metoden frå før.',
  'problem.passkey-missing':
    'Nettlesaren fekk ikkje noko svar frå passnøkkelen. Prøv på nytt, eller vel ein annan måte.',
  'problem.passkey-refused':
    'Passnøkkelen vart ikkje godteken her. Prøv ein annan, eller vel ein annan måte.',
  'problem.passkey-not-verified':
    'Passnøkkelen må opnast med PIN-kode, finger eller ansikt. Prøv på nytt.',
  'problem.passkey-known': 'Denne passnøkkelen er lagd til frå før.',
  'problem.passkey-synced':
    'Her trengst ein passnøkkel som blir på eininga, til dømes ein sikkerheitsnøkkel. Denne kan kopierast.',
  'problem.question-missing': 'Vel eit spørsmål, eller skriv ditt eige.',
  'problem.reply-missing': 'Skriv svaret.',
  'problem.reply-too-short': 'Svaret er for kort. Skriv litt meir.',
  'problem.reply-too-short.with':
    'Svaret er for kort. Bruk minst {min, plural, one {# teikn} other {# teikn}}.',
  'problem.reply-repeats': 'Svaret kan ikkje vere ord frå spørsmålet eller passordet ditt.',
  'problem.wrong-reply': 'Svaret stemmer ikkje. Prøv på nytt.',
  'problem.wrong-reply.with':
    'Svaret stemmer ikkje. Du har {triesLeft, plural, one {# forsøk} other {# forsøk}} igjen.',
  'problem.wrong-recovery-code':
    'Denne reservekoden stemmer ikkje, eller han er brukt. Prøv ein annan frå lista.',
  'problem.wrong-recovery-code.with':
    'Denne reservekoden stemmer ikkje, eller han er brukt. Du har {triesLeft, plural, one {# forsøk} other {# forsøk}} igjen.',
  'problem.choice-missing': 'Vel ein av måtane.',
  'problem.too-few-methods': 'Du må ha ein metode til før du kan slette denne.',
  'problem.not-restorable': 'Denne kan ikkje takast tilbake lenger.',
  'problem.gone-already': 'Denne metoden er sletta allereie.',
}
