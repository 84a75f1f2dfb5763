// Nynorsk: why one is asked, and when one will be.
export const why = {
  'why.rule':
    'Reglane hos {organisation} krev det her. Då kan ingen logge inn som deg berre fordi dei har fått tak i passordet ditt.',
  'why.rule-groups':
    'Reglane hos {organisation} krev det av alle i {groups}. Då kan ingen logge inn som deg berre fordi dei har fått tak i passordet ditt.',
  'why.application':
    '{application} krev totrinns innlogging. Då kan ingen kome inn der berre fordi dei har fått tak i passordet ditt.',
  'why.application-groups':
    '{application} krev totrinns innlogging av alle i {groups}. Då kan ingen kome inn der berre fordi dei har fått tak i passordet ditt.',
  'why.at': 'Du er på {networks}.',
  'why.zone': '{networks} spør òg på {around}.',
  'why.away': 'Du er ikkje på {networks}.',
  'why.timed': 'Det gjeld på denne tida av veka.',
  'why.resists': 'Eitt av trinna må tole falske innloggingssider, slik ein passnøkkel gjer.',
  'why.wants': 'Appen du skal til, ber om sterkare innlogging enn du har vist til no.',
  'why.wants.with': '{application} ber om sterkare innlogging enn du har vist til no.',
  'why.again': 'Appen du skal til, ber deg stadfeste på nytt at det er deg.',
  'why.again.with': '{application} ber deg stadfeste på nytt at det er deg.',
  'why.fresh':
    'Det er ei stund sidan du stadfesta sist. Reglane hos {organisation} ber om det på nytt.',
  'why.rule-ended':
    'Ein regel som gjorde innlogginga enklare her, har gått ut. Då gjeld dei vanlege reglane hos {organisation}.',
  'why.network-ended':
    'Ein regel som gjorde innlogginga enklare her, har gått ut. Då gjeld dei vanlege reglane hos {organisation}.',
  'why.network-ended.with':
    'Regelen som gjorde innlogginga enklare på {networks}, har gått ut. Då gjeld dei vanlege reglane hos {organisation}.',
  'why.exception-ended':
    'Eit unntak som galdt her, har gått ut. Då gjeld dei vanlege reglane hos {organisation}.',
  'why.right-held': 'Kontoen din kan hjelpe eller administrere andre. Derfor spør vi deg overalt.',
  'why.set-up':
    'Du skal setje opp ein metode som reglane hos {organisation} ber om. Først må vi vite at det er deg.',
  'why.first-set-up':
    'Du set opp kontoen for første gong. Då må vi vite at det er deg, og ikkje ein som har fått e-posten din.',
  'why.wish':
    'Reglane hos {organisation} ber om fleire måtar å logge inn på. Mistar du den eine, bruker du den andre.',
  'why.change':
    'Du er i ferd med å endre korleis du loggar inn. Vi spør ein gong til, så ingen andre kan gjere det på ein open PC.',
  'why.message':
    'Meldinga er frå {service} og har berre koden. Vi ber deg aldri om å lese han opp for nokon.',
  'why.call':
    'Samtalen er frå {service} og les berre opp koden. Vi ber deg aldri om å lese han opp for nokon.',
  'why.not-you':
    'Prøvde du ikkje å logge inn? Då kan nokon ha passordet ditt. Sei frå til {support}.',
  'expect.free': 'På {networks} blir du vanlegvis ikkje spurd.',
  'expect.free.with': 'På {networks} spør {application} vanlegvis ikkje.',
  'expect.also': '{who} blir spurd òg på {at}.',
  'expect.away-code': 'Heime og på reise stadfestar du med kode.',
  'expect.away-method': 'Heime og på reise stadfestar du med ein av metodane dine.',
  'expect.away-push': 'Heime og på reise godkjenner du eit varsel.',
  'expect.away-at-times': 'Heime og på reise blir du spurd til visse tider.',
  'expect.everywhere': 'Du blir spurd overalt.',
  'expect.everywhere.with': '{application} spør overalt.',
  'expect.then-code': 'Då stadfestar du med kode.',
  'expect.then-method': 'Då stadfestar du med ein av metodane dine.',
  'expect.then-push': 'Då godkjenner du eit varsel.',
  'expect.at-times': 'Du blir spurd til visse tider.',
  'expect.at-times.with': '{application} spør til visse tider.',
  'expect.asking': 'På {networks} blir du spurd. Andre stader blir du vanlegvis ikkje spurd.',
  'expect.asking.with':
    'På {networks} spør {application}. Andre stader blir du vanlegvis ikkje spurd.',
  'expect.nowhere': 'Du blir vanlegvis ikkje spurd.',
  'expect.nowhere.with': '{application} spør vanlegvis ikkje.',
  'expect.heading': 'Når blir eg spurd?',
  'expect.lead': 'Slik er det for deg, etter reglane hos {organisation}.',
  'expect.place': 'På {networks}',
  'expect.place-inside': 'På {networks}, ein del av {around}',
  'expect.other-places': 'Alle andre stader',
  'expect.all-places': 'Overalt',
  'expect.is-never': 'Du blir vanlegvis ikkje spurd om meir enn passordet.',
  'expect.is-at-times': 'Til visse tider stadfestar du òg med ein av metodane dine.',
  'expect.is-always': 'Du stadfestar òg med ein av metodane dine.',
} as const
