// English: the mails, one block per kind.
export const mail = {
  'mail.hello': 'Hello {firstName}',
  'mail.button-fails': 'Does the button not work? Copy this address:',
  'mail.help': 'Help:',
  'mail.name': 'User name:',
  'mail.address': 'You sign in at:',
  'mail.start-code': 'Start code:',
  'mail.start-code-how': 'You can also go to {start} and type the start code.',
  'mail.genuine':
    'Not sure that this mail is genuine? Go to {host} yourself and choose “Activate your account”.',
  'mail.expires': 'The link works until {date}, and only for you.',
  'mail.not-you': 'Was this not you? Get in touch at once: {support}.',
  'mail.never': 'We never ask for your password or a code by mail or telephone.',
  'mail.welcome.subject': 'Get started with your {service} account, {firstName}',
  'mail.welcome.made': '{organisation} has made a {service} account for you.',
  'mail.welcome.use': 'With it you sign in once for everything you need at work.',
  'mail.welcome.use-windows':
    'With it you sign in once for everything you need at work, and the password is also used for Windows.',
  'mail.welcome.phone': 'It takes about two minutes. Have your mobile at hand.',
  'mail.welcome.pin':
    'It takes about two minutes. Have your PIN at hand, {digits} digits. Your leader gives it to you.',
  'mail.welcome.go': 'Get started',
  'mail.new-letter.subject': 'New link for your {service} account, {firstName}',
  'mail.new-letter.text': 'Here is a new link to get started. The old ones no longer work.',
  'mail.new-letter.go': 'Get started',
  'mail.receipt.subject': 'Your {service} account is ready, {firstName}',
  'mail.receipt.text': 'The account {login} was activated {at}. This is registered:',
  'mail.receipt.go': 'Go to the start page',
  'mail.password-changed.subject': 'Your password for {service} is changed',
  'mail.password-changed.text': 'The password of {login} was changed {at}.',
  'mail.not-me': 'It was not me',
  'mail.not-me-what':
    'Was it not you? Then you can close the account at once. The link can do nothing else.',
  'mail.methods-changed.subject-added': 'A new method on your {service} account',
  'mail.methods-changed.added':
    '{method} was added to the account {login} on {at}. You can now sign in with it.',
  'mail.methods-changed.subject-removed': 'A method was deleted from your {service} account',
  'mail.methods-changed.removed':
    '{method} was deleted from the account {login} on {at}. You can no longer sign in with it.',
  'mail.methods-changed.subject-renewed': 'Your {service} account has changed',
  'mail.methods-changed.renewed':
    '{method} of the account {login} were replaced on {at}. The old ones no longer work.',
  'mail.methods-changed.subject-rested': 'Many wrong tries on your {service} account',
  'mail.methods-changed.rested':
    'Somebody has answered wrong many times in a row on the account {login}, last on {at}. Until you have signed in another way, this is on hold: {method}.',
  'mail.methods-changed.subject-used': 'A recovery code of your {service} account was used',
  'mail.methods-changed.used':
    '{method} of the account {login}: one was used to sign in on {at}. It does not work again. You can make new ones on the page «Signing in and security».',
  'mail.test.subject': 'Test from {service}',
  'mail.test.text': 'This is a test. If you see it, mail from {organisation} arrives.',
}
