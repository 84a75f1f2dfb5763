// English: what is sent to a phone, and what a voice says in a call.
export const messages = {
  'sms.code': '{code} is your code for {service}.\nNever share it with anybody.',
  'voice.hello': 'Hello. This is {service}.',
  'voice.press': 'Press 1 to hear your code. If you did not ask for a code, just hang up.',
  'voice.code': 'Your code is: {digits}',
  'voice.never': 'Never share it with anybody.',
}
