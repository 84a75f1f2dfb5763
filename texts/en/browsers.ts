// English: browsers that spare their person the second proof.
export const browsers = {
  'remember.tick': 'Trust this browser for {count, plural, one {# day} other {# days}}',
  'remember.hint':
    'Your password is then enough here. Do not choose this on a device that others use.',
  'browsers.heading': 'Remembered browsers',
  'browsers.lead':
    'In these browsers your password is enough where you are asked for more elsewhere.',
  'browsers.on': '{browser} on {system}',
  'browsers.unknown': 'Unknown browser',
  'browsers.this': 'This browser',
  'browsers.since': 'Remembered since {at}.',
  'browsers.used-at': 'Last used {at}.',
  'browsers.forget': 'Forget',
  'browsers.forget-all': 'Forget all',
  'security.browser-forgotten':
    'The browser is forgotten. You are asked for more than the password there next time.',
  'security.browsers-forgotten':
    'All browsers are forgotten. You are asked for more than the password next time.',
}
