// English: the start page.
export const portal = {
  'portal.title': 'Start page',
  'portal.morning': 'Good morning, {firstName}',
  'portal.day': 'Good afternoon, {firstName}',
  'portal.evening': 'Good evening, {firstName}',
  'portal.night': 'Hello, {firstName}',
  'portal.signed-in': 'You are signed in.',
  'portal.signed-in-as': 'You are signed in as {name}.',
  'portal.last': 'Last signed in {at}.',
  'portal.apps': 'Your apps',
  'portal.empty': 'Your apps will turn up here as you get them.',
  'portal.missing': 'Is something missing?',
  'portal.ask-support': 'Ask {support}.',
  'portal.ask': 'Ask for an app',
  'portal.security': 'Signing in and security',
  'portal.change-password': 'Change password',
  'portal.sign-out-everywhere': 'Sign out everywhere',
  'portal.used-code':
    'You signed in with a recovery code. Have you lost your phone? Delete it, and make new codes.',
}
