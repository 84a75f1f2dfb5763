// Nynorsk: setting up that goes on on a phone, on the PC that waits and on the phone itself.
export const handOver = {
  'hand-over.offer': 'Hald fram på mobilen',
  'hand-over.heading': 'Hald fram på mobilen',
  'hand-over.scan': 'Opne kameraet på mobilen, og hald det mot koden.',
  'hand-over.follow': 'Trykk på lenka, og følg mobilen.',
  'hand-over.picture':
    'QR-kode som opnar sida på mobilen. Kan du ikkje skanne, bruker du koden på denne sida.',
  'hand-over.cannot': 'Kan du ikkje skanne? Gå til {site} på mobilen, og skriv denne koden:',
  'hand-over.lives': 'Koden verkar i fem minutt',
  'hand-over.left': '{left} att',
  'hand-over.waiting': 'Ventar på mobilen …',
  'hand-over.opened': 'Mobilen er funnen. Det skal stå «{pair}» på han òg.',
  'hand-over.opened.with': 'Mobilen er funnen: {device}. Det skal stå «{pair}» på han òg.',
  'hand-over.opened-lead': 'Følg mobilen. Denne sida går vidare av seg sjølv når du er ferdig der.',
  'hand-over.done': 'Mobilen er ferdig.',
  'hand-over.go': 'Gå vidare',
  'hand-over.not-me': 'Det var ikkje meg',
  'hand-over.here': 'Hald fram på denne mobilen',
  'hand-over.over': 'Koden gjeld ikkje lenger',
  'hand-over.over-lead': 'Det tok for lang tid. Ingenting er endra.',
  'hand-over.new-code': 'Vis ein ny kode',
  'on-phone.heading': 'Hald fram på denne mobilen',
  'on-phone.lead': 'Du set opp innlogginga for denne kontoen:',
  'on-phone.pair': 'Det skal stå «{pair}» på PC-en òg.',
  'on-phone.go': 'Hald fram her',
  'on-phone.not-you': 'Er ikkje dette kontoen din?',
  'on-phone.not-you-text':
    'Då har nokon andre laga koden. Lukk sida, og sei frå til {support}. Ingenting er endra.',
  'on-phone.code': 'Skriv koden som står på PC-en',
  'on-phone.code-hint': 'Åtte teikn, til dømes {example}',
  'on-phone.code-go': 'Neste steg',
  'notice.hand-over-done': 'Ferdig. Sjå på PC-en',
  'notice.hand-over-done.text':
    'Metoden er lagd til, og PC-en går vidare av seg sjølv. Du kan lukke denne sida.',
  'notice.hand-over-over': 'Koden gjeld ikkje lenger',
  'notice.hand-over-over.text':
    'Han verkar i fem minutt, og berre medan PC-en ventar på mobilen. Vel «Hald fram på mobilen» der ein gong til, og skann den nye koden.',
  'notice.hand-over-used': 'Koden er brukt',
  'notice.hand-over-used.text':
    'Han verkar berre éin gong. Var det ikkje du som opna han, vel du «Det var ikkje meg» på PC-en.',
  'notice.hand-over-unknown': 'Vi kjenner ikkje igjen koden',
  'notice.hand-over-unknown.text':
    'Kanskje kom ikkje heile adressa med, eller så er koden for gammal. Skann han ein gong til, eller skriv han inn.',
  'way.enter-phone-code': 'Skriv inn koden',
  'problem.phone-not-done':
    'Mobilen er ikkje ferdig enno. Følg han, så går denne sida vidare av seg sjølv.',
} as const
