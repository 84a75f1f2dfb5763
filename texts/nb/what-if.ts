// Bokmål: «Hva skjer hvis …?», what the door would do, for whoever answers for the rules.
export const whatIf = {
  'what-if.asked': '{name} ({login}), {destination}, {place}, {time}, {browser}',
  'what-if.to': 'til «{application}»',
  'what-if.to-start': 'til startsiden',
  'what-if.from': 'fra {address} i {networks}',
  'what-if.from-outside': 'fra {address}, utenfor alle nettverk',
  'what-if.from-nowhere': 'fra et sted utenfor alle nettverk',
  'what-if.browser.new': 'i en ny nettleser',
  'what-if.browser.known': 'i en kjent nettleser',
  'what-if.comes-in': 'Kommer inn med {count, plural, one {ett trinn} other {# trinn}}: {kinds}.',
  'what-if.sets-up': 'Må sette opp: {kinds}.',
  'what-if.may-put-off': 'Kan utsette: {kinds}.',
  'what-if.renews': 'Må lage nytt passord.',
  'what-if.stopped.not-enough-proven':
    'Stoppes: Det som regelen krever, kan ikke vises med metodene som er satt opp.',
  'what-if.stopped.account-not-open': 'Stoppes: Kontoen er ikke åpen ({state}).',
  'what-if.stopped.application-not-yours':
    'Stoppes: «{application}» er ikke for noen av gruppene som brukeren er med i.',
  'what-if.stopped.no-such-method': 'Stoppes: Blir bedt om {kind}, og har ikke satt det opp.',
  'what-if.stopped.invited':
    'Stoppes: Kontoen er ikke aktivert, og velkomstbrevet er den eneste veien inn.',
  'what-if.because': 'Fordi: Regelen «{rule}». {sentence}',
  'what-if.tightened.rule-ended':
    'Regelen er gått ut, og da kreves minst like mye som i den siste av reglene.',
  'what-if.tightened.network-ended':
    'Et nettverk i regelen er gått ut, og da kreves minst like mye som i den siste av reglene.',
  'what-if.tightened.exception-ended':
    'Et unntak i regelen er gått ut, og da kreves minst like mye som i den siste av reglene.',
  'what-if.tightened.right-held':
    'Brukeren kan hjelpe andre eller administrere, og da kreves minst like mye som utenfor alle nettverk.',
  'what-if.level': 'Appen får vite nivået {level}.',
  'what-if.passed': 'Reglene over den gjelder ikke:',
  'what-if.miss.report-only': 'blir bare prøvd',
  'what-if.miss.other-people': 'andre brukere',
  'what-if.miss.other-place': 'annet nettverk',
  'what-if.miss.inside': 'innenfor et nettverk som regelen ikke gjelder i',
  'what-if.miss.other-application': 'annen app',
  'what-if.miss.other-time': 'annen tid',
  'what-if.miss.excepted': 'unntatt',
  'what-if.reported': 'Regelen «{rule}» blir bare prøvd, og ville ha bestemt. {sentence}',
  'what-if.steps': '{count, plural, one {# steg} other {# steg}}:',
  'what-if.step.identify': 'sier hvem det er',
  'what-if.step.prove': 'viser {kind}',
  'what-if.step.enrol': 'setter opp {kind}',
  'what-if.step.enrol-any': 'velger en metode og setter den opp',
  'what-if.step.renew': 'lager nytt passord',
  'what-if.step.summary': 'ser metodene sine',
  'what-if.state.invited': 'invitert',
  'what-if.state.active': 'åpen',
  'what-if.state.locked': 'låst',
  'what-if.state.suspended': 'stengt',
  'what-if.state.removed': 'fjernet',
} as const
