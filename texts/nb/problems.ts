// Bokmål: what went wrong that the person can mend. A key with «.with» is used when the Problem
// brings what its words need.
export const problems = {
  'problem.wrong-name-or-password':
    'Brukernavnet eller passordet stemmer ikke. Sjekk begge, og prøv på nytt.',
  'problem.wrong-code': 'Feil kode. Prøv på nytt.',
  'problem.wrong-code.with':
    'Feil kode. Du har {triesLeft, plural, one {# forsøk} other {# forsøk}} igjen.',
  'problem.code-expired': 'Koden er utløpt. Be lederen din om en ny, og skriv den her.',
  'problem.too-many-tries': 'For mange forsøk. Vent litt, og prøv igjen.',
  'problem.too-many-tries.with': 'For mange forsøk. Prøv igjen {until}.',
  'problem.name-missing': 'Skriv brukernavnet ditt.',
  'problem.password-missing': 'Skriv passordet ditt.',
  'problem.code-missing': 'Skriv koden.',
  'problem.password-too-short': 'Passordet er for kort.',
  'problem.password-too-short.with':
    'Passordet er for kort. Bruk minst {min, plural, one {# tegn} other {# tegn}}.',
  'problem.password-too-long': 'Passordet er for langt.',
  'problem.password-too-long.with':
    'Passordet er for langt. Bruk høyst {max, plural, one {# tegn} other {# tegn}}.',
  'problem.password-needs-digit': 'Passordet mangler et tall.',
  'problem.password-needs-letter': 'Passordet mangler en bokstav.',
  'problem.password-has-name':
    'Passordet inneholder navnet eller brukernavnet ditt. Velg et annet.',
  'problem.password-common': 'Dette passordet bruker mange andre. Velg et annet.',
  'problem.password-leaked':
    'Dette passordet står på en liste over passord på avveie. Velg et annet.',
  'problem.password-guessable': 'Dette passordet er lett å gjette. Legg til et ord eller to.',
  'problem.password-same': 'Dette er passordet du har fra før. Velg et annet.',
  'problem.passwords-differ': 'De to passordene er ikke like. Skriv dem på nytt.',
  'problem.busy': 'Mange logger inn akkurat nå. Prøv på nytt om noen sekunder.',
  'problem.not-enough-proven': 'Du har ikke bekreftet nok til å komme videre herfra.',
  'problem.account-not-open': 'Kontoen er ikke åpen. Ta kontakt med brukerstøtte.',
  'problem.application-not-yours': 'Du har ikke tilgang til denne appen.',
} as const
