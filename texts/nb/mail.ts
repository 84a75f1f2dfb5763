// Bokmål: the mails, one block per kind. ICU strings; other languages follow these keys and
// arguments.
export const mail = {
  'mail.hello': 'Hei, {firstName}',
  'mail.button-fails': 'Virker ikke knappen? Kopier denne adressen:',
  'mail.help': 'Hjelp:',
  'mail.name': 'Brukernavn:',
  'mail.address': 'Du logger inn på:',
  'mail.start-code': 'Startkode:',
  'mail.start-code-how': 'Du kan også gå til {start} og skrive startkoden.',
  'mail.genuine':
    'Er du usikker på om e-posten er ekte? Gå selv til {host} og velg «Aktiver kontoen din».',
  'mail.expires': 'Lenken virker til {date} og bare for deg.',
  'mail.not-you': 'Var det ikke deg? Ta kontakt med en gang: {support}.',
  'mail.never': 'Vi ber deg aldri om passordet eller en kode i e-post eller på telefon.',
  'mail.welcome.subject': 'Kom i gang med {service}-kontoen din, {firstName}',
  'mail.welcome.made': '{organisation} har laget en {service}-konto til deg.',
  'mail.welcome.use': 'Med den logger du inn én gang for alt du trenger i jobben.',
  'mail.welcome.use-windows':
    'Med den logger du inn én gang for alt du trenger i jobben, og passordet gjelder også for Windows.',
  'mail.welcome.phone': 'Det tar omtrent to minutter. Ha mobilen klar.',
  'mail.welcome.pin':
    'Det tar omtrent to minutter. Ha PIN-koden klar, {digits} siffer. Du får den av lederen din.',
  'mail.welcome.go': 'Kom i gang',
  'mail.new-letter.subject': 'Ny lenke til {service}-kontoen din, {firstName}',
  'mail.new-letter.text': 'Her er en ny lenke til å komme i gang. De gamle virker ikke lenger.',
  'mail.new-letter.go': 'Kom i gang',
  'mail.receipt.subject': '{service}-kontoen din er klar, {firstName}',
  'mail.receipt.text': 'Kontoen {login} ble aktivert {at}. Dette er registrert:',
  'mail.receipt.go': 'Gå til startsiden',
  'mail.password-changed.subject': 'Passordet til {service} er endret',
  'mail.password-changed.text': 'Passordet til {login} ble endret {at}.',
  'mail.not-me': 'Det var ikke meg',
  'mail.not-me-what':
    'Var det ikke deg? Da kan du stenge kontoen med en gang. Lenken kan ikke noe annet.',
  'mail.methods-changed.subject-added': 'Ny metode på {service}-kontoen din',
  'mail.methods-changed.added':
    '{method} ble lagt til på kontoen {login} {at}. Nå kan du logge inn med den.',
  'mail.methods-changed.subject-removed': 'En metode er slettet fra {service}-kontoen din',
  'mail.methods-changed.removed':
    '{method} ble slettet fra kontoen {login} {at}. Du kan ikke lenger logge inn med den.',
  'mail.methods-changed.subject-renewed': '{service}-kontoen din er endret',
  'mail.methods-changed.renewed':
    '{method} til kontoen {login} ble byttet ut {at}. Det gamle virker ikke lenger.',
  'mail.methods-changed.subject-rested': 'Mange mislykkede forsøk på {service}-kontoen din',
  'mail.methods-changed.rested':
    'Noen har svart feil mange ganger på rad på kontoen {login}, sist {at}. Til du har logget inn på en annen måte, er dette satt på vent: {method}.',
  'mail.methods-changed.subject-used': 'En reservekode til {service}-kontoen din er brukt',
  'mail.methods-changed.used':
    '{method} til kontoen {login}: én ble brukt til å logge inn {at}. Den virker ikke igjen. Du kan lage nye på siden «Innlogging og sikkerhet».',
  'mail.test.subject': 'Prøve fra {service}',
  'mail.test.text': 'Dette er en prøve. Ser du den, kommer e-post fra {organisation} fram.',
} as const
