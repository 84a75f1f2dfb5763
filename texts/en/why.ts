// English: why one is asked, and when one will be.
export const why = {
  'why.rule':
    'The rules of {organisation} require it here. Then nobody can sign in as you just because they have your password.',
  'why.rule-groups':
    'The rules of {organisation} require it of everyone in {groups}. Then nobody can sign in as you just because they have your password.',
  'why.application':
    '{application} requires two-step sign-in. Then nobody gets in there just because they have your password.',
  'why.application-groups':
    '{application} requires two-step sign-in of everyone in {groups}. Then nobody gets in there just because they have your password.',
  'why.at': 'You are on {networks}.',
  'why.zone': '{networks} asks on {around} as well.',
  'why.away': 'You are not on {networks}.',
  'why.timed': 'It applies at this time of the week.',
  'why.resists': 'One of the steps must stand up to fake sign-in pages, as a passkey does.',
  'why.wants': 'The app you are going to asks for a stronger sign-in than you have shown so far.',
  'why.wants.with': '{application} asks for a stronger sign-in than you have shown so far.',
  'why.again': 'The app you are going to asks you to confirm once more that it is you.',
  'why.again.with': '{application} asks you to confirm once more that it is you.',
  'why.fresh':
    'It is a while since you last confirmed. The rules of {organisation} ask for it again.',
  'why.rule-ended':
    'A rule that made signing in easier here has run out. Then the usual rules of {organisation} apply.',
  'why.network-ended':
    'A rule that made signing in easier here has run out. Then the usual rules of {organisation} apply.',
  'why.network-ended.with':
    'The rule that made signing in easier on {networks} has run out. Then the usual rules of {organisation} apply.',
  'why.exception-ended':
    'An exception that applied here has run out. Then the usual rules of {organisation} apply.',
  'why.right-held':
    'Your account can help or administer others. That is why we ask you everywhere.',
  'why.set-up':
    'You are to set up a method that the rules of {organisation} ask for. First we need to know that it is you.',
  'why.first-set-up':
    'You are setting up the account for the first time. We need to know that it is you, and not somebody who got your mail.',
  'why.wish':
    'The rules of {organisation} ask for several ways to sign in. If you lose one, you use the other.',
  'why.change':
    'You are about to change how you sign in. We ask once more, so that nobody else can do it on an open PC.',
  'why.message':
    'The message is from {service} and has only the code. We never ask you to read it out to anybody.',
  'why.call':
    'The call is from {service} and only reads out the code. We never ask you to read it out to anybody.',
  'why.not-you':
    'Were you not trying to sign in? Then somebody may have your password. Tell {support}.',
  'expect.free': 'On {networks} you are usually not asked.',
  'expect.free.with': 'On {networks}, {application} usually does not ask.',
  'expect.also': '{who} is asked on {at} as well.',
  'expect.away-code': 'At home and when travelling you confirm with a code.',
  'expect.away-method': 'At home and when travelling you confirm with one of your methods.',
  'expect.away-push': 'At home and when travelling you approve a notification.',
  'expect.away-at-times': 'At home and when travelling you are asked at certain times.',
  'expect.everywhere': 'You are asked everywhere.',
  'expect.everywhere.with': '{application} asks everywhere.',
  'expect.then-code': 'Then you confirm with a code.',
  'expect.then-method': 'Then you confirm with one of your methods.',
  'expect.then-push': 'Then you approve a notification.',
  'expect.at-times': 'You are asked at certain times.',
  'expect.at-times.with': '{application} asks at certain times.',
  'expect.asking': 'On {networks} you are asked. Elsewhere you are usually not asked.',
  'expect.asking.with': 'On {networks}, {application} asks. Elsewhere you are usually not asked.',
  'expect.nowhere': 'You are usually not asked.',
  'expect.nowhere.with': '{application} usually does not ask.',
  'expect.heading': 'When am I asked?',
  'expect.lead': 'This is how it is for you, by the rules of {organisation}.',
  'expect.place': 'On {networks}',
  'expect.place-inside': 'On {networks}, part of {around}',
  'expect.other-places': 'Everywhere else',
  'expect.all-places': 'Everywhere',
  'expect.is-never': 'You are usually not asked for more than the password.',
  'expect.is-at-times': 'At certain times you also confirm with one of your methods.',
  'expect.is-always': 'You also confirm with one of your methods.',
} as const
