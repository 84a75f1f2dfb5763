// Nynorsk: what went wrong that the person can mend.
export const problems = {
  'problem.wrong-name-or-password':
    'Brukarnamnet eller passordet stemmer ikkje. Sjekk begge, og prøv på nytt.',
  'problem.wrong-code': 'Feil kode. Prøv på nytt.',
  'problem.wrong-code.with':
    'Feil kode. Du har {triesLeft, plural, one {# forsøk} other {# forsøk}} igjen.',
  'problem.code-expired': 'Koden har gått ut. Be leiaren din om ein ny, og skriv han her.',
  'problem.too-many-tries': 'For mange forsøk. Vent litt, og prøv igjen.',
  'problem.too-many-tries.with': 'For mange forsøk. Prøv igjen {until}.',
  'problem.name-missing': 'Skriv brukarnamnet ditt.',
  'problem.password-missing': 'Skriv passordet ditt.',
  'problem.code-missing': 'Skriv koden.',
  'problem.password-too-short': 'Passordet er for kort.',
  'problem.password-too-short.with':
    'Passordet er for kort. Bruk minst {min, plural, one {# teikn} other {# teikn}}.',
  'problem.password-too-long': 'Passordet er for langt.',
  'problem.password-too-long.with':
    'Passordet er for langt. Bruk høgst {max, plural, one {# teikn} other {# teikn}}.',
  'problem.password-needs-digit': 'Passordet manglar eit tal.',
  'problem.password-needs-letter': 'Passordet manglar ein bokstav.',
  'problem.password-has-name': 'Passordet inneheld namnet eller brukarnamnet ditt. Vel eit anna.',
  'problem.password-common': 'Dette passordet bruker mange andre. Vel eit anna.',
  'problem.password-leaked':
    'Dette passordet står på ei liste over passord på avvegar. Vel eit anna.',
  'problem.password-guessable': 'Dette passordet er lett å gjette. Legg til eit ord eller to.',
  'problem.password-same': 'Dette er passordet du har frå før. Vel eit anna.',
  'problem.passwords-differ': 'Dei to passorda er ikkje like. Skriv dei på nytt.',
  'problem.busy': 'Mange loggar inn akkurat no. Prøv på nytt om nokre sekund.',
  'problem.not-enough-proven': 'Du har ikkje stadfesta nok til å kome vidare herifrå.',
  'problem.account-not-open': 'Kontoen er ikkje open. Ta kontakt med brukarstøtte.',
  'problem.application-not-yours': 'Du har ikkje tilgang til denne appen.',
}
