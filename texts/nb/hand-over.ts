// Bokmål: setting up that goes on on a phone, on the PC that waits and on the phone itself.
export const handOver = {
  'hand-over.offer': 'Fortsett på mobilen',
  'hand-over.heading': 'Fortsett på mobilen',
  'hand-over.scan': 'Åpne kameraet på mobilen, og hold det mot koden.',
  'hand-over.follow': 'Trykk på lenken, og følg mobilen.',
  'hand-over.picture':
    'QR-kode som åpner siden på mobilen. Kan du ikke skanne, bruker du koden på denne siden.',
  'hand-over.cannot': 'Kan du ikke skanne? Gå til {site} på mobilen, og skriv denne koden:',
  'hand-over.lives': 'Koden virker i fem minutter',
  'hand-over.left': '{left} igjen',
  'hand-over.waiting': 'Venter på mobilen …',
  'hand-over.opened': 'Mobilen er funnet. Det skal stå «{pair}» på den også.',
  'hand-over.opened.with': 'Mobilen er funnet: {device}. Det skal stå «{pair}» på den også.',
  'hand-over.opened-lead': 'Følg mobilen. Denne siden går videre av seg selv når du er ferdig der.',
  'hand-over.done': 'Mobilen er ferdig.',
  'hand-over.go': 'Gå videre',
  'hand-over.not-me': 'Det var ikke meg',
  'hand-over.here': 'Fortsett på denne mobilen',
  'hand-over.over': 'Koden gjelder ikke lenger',
  'hand-over.over-lead': 'Det tok for lang tid. Ingenting er endret.',
  'hand-over.new-code': 'Vis en ny kode',
  'on-phone.heading': 'Fortsett på denne mobilen',
  'on-phone.lead': 'Du setter opp innloggingen for denne kontoen:',
  'on-phone.pair': 'Det skal stå «{pair}» på PC-en også.',
  'on-phone.go': 'Fortsett her',
  'on-phone.not-you': 'Er ikke dette din konto?',
  'on-phone.not-you-text':
    'Da har noen andre laget koden. Lukk siden, og si fra til {support}. Ingenting er endret.',
  'on-phone.code': 'Skriv koden som står på PC-en',
  'on-phone.code-hint': 'Åtte tegn, for eksempel {example}',
  'on-phone.code-go': 'Neste steg',
  'notice.hand-over-done': 'Ferdig. Se på PC-en',
  'notice.hand-over-done.text':
    'Metoden er lagt til, og PC-en går videre av seg selv. Du kan lukke denne siden.',
  'notice.hand-over-over': 'Koden gjelder ikke lenger',
  'notice.hand-over-over.text':
    'Den virker i fem minutter, og bare mens PC-en venter på mobilen. Velg «Fortsett på mobilen» der en gang til, og skann den nye koden.',
  'notice.hand-over-used': 'Koden er brukt',
  'notice.hand-over-used.text':
    'Den virker bare én gang. Var det ikke du som åpnet den, velger du «Det var ikke meg» på PC-en.',
  'notice.hand-over-unknown': 'Vi kjenner ikke igjen koden',
  'notice.hand-over-unknown.text':
    'Kanskje kom ikke hele adressen med, eller så er koden for gammel. Skann den en gang til, eller skriv den inn.',
  'way.enter-phone-code': 'Skriv inn koden',
  'problem.phone-not-done':
    'Mobilen er ikke ferdig ennå. Følg den, så går denne siden videre av seg selv.',
} as const
