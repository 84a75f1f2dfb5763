// English: "What happens if …?", what the door would do, for whoever answers for the rules.
export const whatIf = {
  'what-if.asked': '{name} ({login}), {destination}, {place}, {time}, {browser}',
  'what-if.to': 'to “{application}”',
  'what-if.to-start': 'to the start page',
  'what-if.from': 'from {address} in {networks}',
  'what-if.from-outside': 'from {address}, outside all networks',
  'what-if.from-nowhere': 'from somewhere outside all networks',
  'what-if.browser.new': 'in a new browser',
  'what-if.browser.known': 'in a known browser',
  'what-if.comes-in': 'Comes in with {count, plural, one {one step} other {# steps}}: {kinds}.',
  'what-if.sets-up': 'Must set up: {kinds}.',
  'what-if.may-put-off': 'May put off: {kinds}.',
  'what-if.renews': 'Must make a new password.',
  'what-if.stopped.not-enough-proven':
    'Is stopped: What the rule asks for cannot be shown with the methods that are set up.',
  'what-if.stopped.account-not-open': 'Is stopped: The account is not open ({state}).',
  'what-if.stopped.application-not-yours':
    'Is stopped: “{application}” is for none of the groups that the user belongs to.',
  'what-if.stopped.no-such-method': 'Is stopped: Is asked for {kind}, and has not set it up.',
  'what-if.stopped.invited':
    'Is stopped: The account is not activated, and the welcome letter is the only way in.',
  'what-if.because': 'Because: The rule “{rule}”. {sentence}',
  'what-if.tightened.rule-ended':
    'The rule has run out, so at least as much is asked for as by the last of the rules.',
  'what-if.tightened.network-ended':
    'A network of the rule has run out, so at least as much is asked for as by the last of the rules.',
  'what-if.tightened.exception-ended':
    'An exception of the rule has run out, so at least as much is asked for as by the last of the rules.',
  'what-if.tightened.right-held':
    'The user may help others or administer, so at least as much is asked for as outside all networks.',
  'what-if.level': 'The application is told the level {level}.',
  'what-if.passed': 'The rules above it do not apply:',
  'what-if.miss.report-only': 'is only tried out',
  'what-if.miss.other-people': 'other users',
  'what-if.miss.other-place': 'another network',
  'what-if.miss.inside': 'inside a network that the rule leaves out',
  'what-if.miss.other-application': 'another application',
  'what-if.miss.other-time': 'another time',
  'what-if.miss.excepted': 'excepted',
  'what-if.reported': 'The rule “{rule}” is only tried out, and would have decided. {sentence}',
  'what-if.steps': '{count, plural, one {# step} other {# steps}}:',
  'what-if.step.identify': 'says who it is',
  'what-if.step.prove': 'shows {kind}',
  'what-if.step.enrol': 'sets up {kind}',
  'what-if.step.enrol-any': 'chooses a method and sets it up',
  'what-if.step.renew': 'makes a new password',
  'what-if.step.summary': 'sees their methods',
  'what-if.state.invited': 'invited',
  'what-if.state.active': 'open',
  'what-if.state.locked': 'locked',
  'what-if.state.suspended': 'closed',
  'what-if.state.removed': 'removed',
}
