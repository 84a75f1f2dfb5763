// Nynorsk: «Kva skjer viss …?», what the door would do, for whoever answers for the rules.
export const whatIf = {
  'what-if.asked': '{name} ({login}), {destination}, {place}, {time}, {browser}',
  'what-if.to': 'til «{application}»',
  'what-if.to-start': 'til startsida',
  'what-if.from': 'frå {address} i {networks}',
  'what-if.from-outside': 'frå {address}, utanfor alle nettverk',
  'what-if.from-nowhere': 'frå ein stad utanfor alle nettverk',
  'what-if.browser.new': 'i ein ny nettlesar',
  'what-if.browser.known': 'i ein kjend nettlesar',
  'what-if.comes-in': 'Kjem inn med {count, plural, one {eitt trinn} other {# trinn}}: {kinds}.',
  'what-if.sets-up': 'Må setje opp: {kinds}.',
  'what-if.may-put-off': 'Kan utsetje: {kinds}.',
  'what-if.renews': 'Må lage nytt passord.',
  'what-if.stopped.not-enough-proven':
    'Blir stoppa: Det som regelen krev, kan ikkje visast med metodane som er sette opp.',
  'what-if.stopped.account-not-open': 'Blir stoppa: Kontoen er ikkje open ({state}).',
  'what-if.stopped.application-not-yours':
    'Blir stoppa: «{application}» er ikkje for nokon av gruppene som brukaren er med i.',
  'what-if.stopped.no-such-method': 'Blir stoppa: Blir beden om {kind}, og har ikkje sett det opp.',
  'what-if.stopped.invited':
    'Blir stoppa: Kontoen er ikkje aktivert, og velkomstbrevet er den einaste vegen inn.',
  'what-if.because': 'Fordi: Regelen «{rule}». {sentence}',
  'what-if.tightened.rule-ended':
    'Regelen har gått ut, og då trengst minst like mykje som i den siste av reglane.',
  'what-if.tightened.network-ended':
    'Eit nettverk i regelen har gått ut, og då trengst minst like mykje som i den siste av reglane.',
  'what-if.tightened.exception-ended':
    'Eit unntak i regelen har gått ut, og då trengst minst like mykje som i den siste av reglane.',
  'what-if.tightened.right-held':
    'Brukaren kan hjelpe andre eller administrere, og då trengst minst like mykje som utanfor alle nettverk.',
  'what-if.level': 'Appen får vite nivået {level}.',
  'what-if.passed': 'Reglane over den gjeld ikkje:',
  'what-if.miss.report-only': 'blir berre prøvd',
  'what-if.miss.other-people': 'andre brukarar',
  'what-if.miss.other-place': 'anna nettverk',
  'what-if.miss.inside': 'innanfor eit nettverk som regelen ikkje gjeld i',
  'what-if.miss.other-application': 'annan app',
  'what-if.miss.other-time': 'anna tid',
  'what-if.miss.excepted': 'unnateke',
  'what-if.reported': 'Regelen «{rule}» blir berre prøvd, og ville ha bestemt. {sentence}',
  'what-if.steps': '{count, plural, one {# steg} other {# steg}}:',
  'what-if.step.identify': 'seier kven det er',
  'what-if.step.prove': 'viser {kind}',
  'what-if.step.enrol': 'set opp {kind}',
  'what-if.step.enrol-any': 'vel ein metode og set han opp',
  'what-if.step.renew': 'lagar nytt passord',
  'what-if.step.summary': 'ser metodane sine',
  'what-if.state.invited': 'invitert',
  'what-if.state.active': 'open',
  'what-if.state.locked': 'låst',
  'what-if.state.suspended': 'stengd',
  'what-if.state.removed': 'fjerna',
}
