// Bokmål: why one is asked, and when one will be.
export const why = {
  'why.rule':
    'Reglene hos {organisation} krever det her. Da kan ingen logge inn som deg bare fordi de har fått tak i passordet ditt.',
  'why.rule-groups':
    'Reglene hos {organisation} krever det av alle i {groups}. Da kan ingen logge inn som deg bare fordi de har fått tak i passordet ditt.',
  'why.application':
    '{application} krever totrinns innlogging. Da kan ingen komme inn der bare fordi de har fått tak i passordet ditt.',
  'why.application-groups':
    '{application} krever totrinns innlogging av alle i {groups}. Da kan ingen komme inn der bare fordi de har fått tak i passordet ditt.',
  'why.at': 'Du er på {networks}.',
  'why.zone': '{networks} spør også på {around}.',
  'why.away': 'Du er ikke på {networks}.',
  'why.timed': 'Det gjelder på denne tiden av uken.',
  'why.resists': 'Ett av trinnene må tåle falske innloggingssider, slik en passnøkkel gjør.',
  'why.wants': 'Appen du skal til, ber om sterkere innlogging enn du har vist til nå.',
  'why.wants.with': '{application} ber om sterkere innlogging enn du har vist til nå.',
  'why.again': 'Appen du skal til, ber deg bekrefte på nytt at det er deg.',
  'why.again.with': '{application} ber deg bekrefte på nytt at det er deg.',
  'why.fresh':
    'Det er en stund siden du bekreftet sist. Reglene hos {organisation} ber om det på nytt.',
  'why.rule-ended':
    'En regel som gjorde innloggingen enklere her, er utløpt. Da gjelder de vanlige reglene hos {organisation}.',
  'why.network-ended':
    'En regel som gjorde innloggingen enklere her, er utløpt. Da gjelder de vanlige reglene hos {organisation}.',
  'why.network-ended.with':
    'Regelen som gjorde innloggingen enklere på {networks}, er utløpt. Da gjelder de vanlige reglene hos {organisation}.',
  'why.exception-ended':
    'Et unntak som gjaldt her, er utløpt. Da gjelder de vanlige reglene hos {organisation}.',
  'why.right-held': 'Kontoen din kan hjelpe eller administrere andre. Derfor spør vi deg overalt.',
  'why.set-up':
    'Du skal sette opp en metode som reglene hos {organisation} ber om. Først må vi vite at det er deg.',
  'why.first-set-up':
    'Du setter opp kontoen for første gang. Da må vi vite at det er deg, og ikke en som har fått e-posten din.',
  'why.wish':
    'Reglene hos {organisation} ber om flere måter å logge inn på. Mister du den ene, bruker du den andre.',
  'why.change':
    'Du er i ferd med å endre hvordan du logger inn. Vi spør en gang til, så ingen andre kan gjøre det på en åpen PC.',
  'why.message':
    'Meldingen er fra {service} og har bare koden. Vi ber deg aldri om å lese den opp for noen.',
  'why.call':
    'Samtalen er fra {service} og leser bare opp koden. Vi ber deg aldri om å lese den opp for noen.',
  'why.not-you': 'Prøvde du ikke å logge inn? Da kan noen ha passordet ditt. Si fra til {support}.',
  'expect.free': 'På {networks} blir du vanligvis ikke spurt.',
  'expect.free.with': 'På {networks} spør {application} vanligvis ikke.',
  'expect.also': '{who} blir spurt også på {at}.',
  'expect.away-code': 'Hjemme og på reise bekrefter du med kode.',
  'expect.away-method': 'Hjemme og på reise bekrefter du med en av metodene dine.',
  'expect.away-push': 'Hjemme og på reise godkjenner du et varsel.',
  'expect.away-at-times': 'Hjemme og på reise blir du spurt til visse tider.',
  'expect.everywhere': 'Du blir spurt overalt.',
  'expect.everywhere.with': '{application} spør overalt.',
  'expect.then-code': 'Da bekrefter du med kode.',
  'expect.then-method': 'Da bekrefter du med en av metodene dine.',
  'expect.then-push': 'Da godkjenner du et varsel.',
  'expect.at-times': 'Du blir spurt til visse tider.',
  'expect.at-times.with': '{application} spør til visse tider.',
  'expect.asking': 'På {networks} blir du spurt. Andre steder blir du vanligvis ikke spurt.',
  'expect.asking.with':
    'På {networks} spør {application}. Andre steder blir du vanligvis ikke spurt.',
  'expect.nowhere': 'Du blir vanligvis ikke spurt.',
  'expect.nowhere.with': '{application} spør vanligvis ikke.',
  'expect.heading': 'Når blir jeg spurt?',
  'expect.lead': 'Slik er det for deg, etter reglene hos {organisation}.',
  'expect.place': 'På {networks}',
  'expect.place-inside': 'På {networks}, en del av {around}',
  'expect.other-places': 'Alle andre steder',
  'expect.all-places': 'Overalt',
  'expect.is-never': 'Du blir vanligvis ikke spurt om mer enn passordet.',
  'expect.is-at-times': 'Til visse tider bekrefter du også med en av metodene dine.',
  'expect.is-always': 'Du bekrefter også med en av metodene dine.',
} as const
