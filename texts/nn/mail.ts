// Nynorsk: the mails, one block per kind.
export const mail = {
  'mail.hello': 'Hei, {firstName}',
  'mail.button-fails': 'Verkar ikkje knappen? Kopier denne adressa:',
  'mail.help': 'Hjelp:',
  'mail.name': 'Brukarnamn:',
  'mail.address': 'Du loggar inn på:',
  'mail.start-code': 'Startkode:',
  'mail.start-code-how': 'Du kan òg gå til {start} og skrive startkoden.',
  'mail.genuine':
    'Er du usikker på om e-posten er ekte? Gå sjølv til {host} og vel «Aktiver kontoen din».',
  'mail.expires': 'Lenka verkar til {date} og berre for deg.',
  'mail.not-you': 'Var det ikkje deg? Ta kontakt med ein gong: {support}.',
  'mail.never': 'Vi ber deg aldri om passordet eller ein kode i e-post eller på telefon.',
  'mail.welcome.subject': 'Kom i gang med {service}-kontoen din, {firstName}',
  'mail.welcome.made': '{organisation} har laga ein {service}-konto til deg.',
  'mail.welcome.use': 'Med han loggar du inn éin gong for alt du treng i jobben.',
  'mail.welcome.use-windows':
    'Med han loggar du inn éin gong for alt du treng i jobben, og passordet gjeld òg for Windows.',
  'mail.welcome.phone': 'Det tek om lag to minutt. Ha mobilen klar.',
  'mail.welcome.pin':
    'Det tek om lag to minutt. Ha PIN-koden klar, {digits} siffer. Du får han av leiaren din.',
  'mail.welcome.go': 'Kom i gang',
  'mail.new-letter.subject': 'Ny lenke til {service}-kontoen din, {firstName}',
  'mail.new-letter.text': 'Her er ei ny lenke til å kome i gang. Dei gamle verkar ikkje lenger.',
  'mail.new-letter.go': 'Kom i gang',
  'mail.receipt.subject': '{service}-kontoen din er klar, {firstName}',
  'mail.receipt.text': 'Kontoen {login} vart aktivert {at}. Dette er registrert:',
  'mail.receipt.go': 'Gå til startsida',
  'mail.password-changed.subject': 'Passordet til {service} er endra',
  'mail.password-changed.text': 'Passordet til {login} vart endra {at}.',
  'mail.not-me': 'Det var ikkje meg',
  'mail.not-me-what':
    'Var det ikkje deg? Då kan du stengje kontoen med ein gong. Lenka kan ikkje noko anna.',
  'mail.methods-changed.subject-added': 'Ny metode på {service}-kontoen din',
  'mail.methods-changed.added':
    '{method} vart lagd til på kontoen {login} {at}. No kan du logge inn med denne metoden.',
  'mail.methods-changed.subject-removed': 'Ein metode er sletta frå {service}-kontoen din',
  'mail.methods-changed.removed':
    '{method} vart sletta frå kontoen {login} {at}. Du kan ikkje lenger logge inn med denne metoden.',
  'mail.methods-changed.subject-renewed': '{service}-kontoen din er endra',
  'mail.methods-changed.renewed':
    '{method} til kontoen {login} vart bytt ut {at}. Det gamle verkar ikkje lenger.',
  'mail.methods-changed.subject-rested': 'Mange mislykka forsøk på {service}-kontoen din',
  'mail.methods-changed.rested':
    'Nokon har svart feil mange gonger på rad på kontoen {login}, sist {at}. Til du har logga inn på ein annan måte, er dette sett på vent: {method}.',
  'mail.methods-changed.subject-used': 'Ein reservekode til {service}-kontoen din er brukt',
  'mail.methods-changed.used':
    '{method} til kontoen {login}: éin vart brukt til å logge inn {at}. Han verkar ikkje igjen. Du kan lage nye på sida «Innlogging og tryggleik».',
  'mail.test.subject': 'Prøve frå {service}',
  'mail.test.text': 'Dette er ei prøve. Ser du ho, kjem e-post frå {organisation} fram.',
}
