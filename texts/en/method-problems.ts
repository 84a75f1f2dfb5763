// English: what can go wrong with a method, and that the person can mend.
export const methodProblems = {
  'problem.wrong-app-code':
    'Wrong code. Check that you are reading the code for the right account, and that the clock on the device with the app is right.',
  'problem.wrong-app-code.with':
    'Wrong code. You have {triesLeft, plural, one {# try} other {# tries}} left. Check that you are reading the code for the right account, and that the clock on the device with the app is right.',
  'problem.clock-off':
    'The code is right, but the clock on the device with the app is wrong. Turn on automatic time there, and type a new code.',
  'problem.clock-off.with':
    '{direction, select, slow {The clock on your device is {minutes, plural, one {# minute} other {# minutes}} slow.} other {The clock on your device is {minutes, plural, one {# minute} other {# minutes}} fast.}} Turn on automatic time there, and type a new code.',
  'problem.sent-code-expired': 'The code has expired. Ask for a new one.',
  'problem.code-replaced': 'This code has been replaced. Use the newest one we sent.',
  'problem.code-replaced.with': 'This code has been replaced. Use the code we sent at {sentAt}.',
  'problem.code-used': 'This code has been used. Wait for a new one, or ask for one.',
  'problem.serial-missing': 'Type the number on the back of the token.',
  'problem.send-later': 'Many codes have been sent now. Wait a little, or choose another way.',
  'problem.send-later.with':
    'Many codes have been sent now. You can ask for a new one at {until}, or choose another way.',
  'problem.phone-missing': 'Type your phone number.',
  'problem.phone-too-short': 'The number is too short. Check that all the digits are there.',
  'problem.phone-too-short.with':
    'The number is too short. Numbers in {country} have {digits} digits.',
  'problem.phone-too-long': 'The number is too long. Check that it has no digit too many.',
  'problem.phone-too-long.with':
    'The number is too long. Numbers in {country} have {digits} digits.',
  'problem.not-a-phone': 'This is not a phone number we know. Check the country and the digits.',
  'problem.landline': 'This is a landline. We can call you instead.',
  'problem.no-calls': 'We cannot call this number. Use a mobile number, or choose another way.',
  'problem.country-not-allowed':
    'We cannot send codes to this country. Use another number, or choose another way.',
  'problem.extension-wrong': 'The extension can only have digits.',
  'problem.set-up-already': 'You already have this method.',
  'problem.passkey-missing':
    'The browser got no answer from the passkey. Try again, or choose another way.',
  'problem.passkey-refused':
    'The passkey was not accepted here. Try another, or choose another way.',
  'problem.passkey-not-verified':
    'The passkey must be opened with a PIN, a finger or your face. Try again.',
  'problem.passkey-known': 'This passkey has already been added.',
  'problem.passkey-synced':
    'This needs a passkey that stays on its device, such as a security key. This one can be copied.',
  'problem.question-missing': 'Choose a question, or write your own.',
  'problem.reply-missing': 'Type the answer.',
  'problem.reply-too-short': 'The answer is too short. Write a little more.',
  'problem.reply-too-short.with':
    'The answer is too short. Use at least {min, plural, one {# character} other {# characters}}.',
  'problem.reply-repeats': 'The answer cannot be words of the question or your password.',
  'problem.wrong-reply': 'The answer is not right. Try again.',
  'problem.wrong-reply.with':
    'The answer is not right. You have {triesLeft, plural, one {# try} other {# tries}} left.',
  'problem.wrong-recovery-code':
    'This recovery code is not right, or it has been used. Try another from the list.',
  'problem.wrong-recovery-code.with':
    'This recovery code is not right, or it has been used. You have {triesLeft, plural, one {# try} other {# tries}} left.',
  'problem.choice-missing': 'Choose one of the ways.',
  'problem.too-few-methods': 'You need one more method before you can delete this one.',
  'problem.not-restorable': 'This one can no longer be restored.',
  'problem.gone-already': 'This method has already been deleted.',
}
