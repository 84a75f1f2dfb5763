// English: what is sent to a phone, and what a voice says in a call.
export const messages = {
  'sms.code': '{code} is your code for {service}.\nNever share it with anybody.',
  'sms.notice.password-forgotten': 'The password for {service} was replaced at {at}.',
  'sms.notice.added': 'A way to sign in to {service} was added at {at}.',
  'sms.notice.removed': 'A way to sign in to {service} was removed at {at}.',
  'sms.notice.renewed': 'A way to sign in to {service} was replaced at {at}.',
  'sms.notice.number-changed': 'Your phone number for signing in to {service} was changed at {at}.',
  'sms.notice.blocked': 'A way to sign in to {service} was blocked at {at}.',
  'sms.notice.restored': 'A way to sign in to {service} was taken back into use at {at}.',
  'sms.notice.frozen': 'Your account at {service} was frozen at {at}.',
  'sms.notice.call': 'Was it not you? Call {support}, {phone}.',
  'sms.notice.ask': 'Was it not you? Contact {support}.',
  'voice.hello': 'Hello. This is {service}.',
  'voice.press': 'Press 1 to hear your code. If you did not ask for a code, just hang up.',
  'voice.code': 'Your code is: {digits}',
  'voice.never': 'Never share it with anybody.',
}
