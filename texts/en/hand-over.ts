// English: setting up that goes on on a phone, on the PC that waits and on the phone itself.
export const handOver = {
  'hand-over.offer': 'Continue on your phone',
  'hand-over.heading': 'Continue on your phone',
  'hand-over.scan': 'Open the camera on your phone, and hold it up to the code.',
  'hand-over.follow': 'Press the link, and follow the phone.',
  'hand-over.picture':
    'QR code that opens the page on your phone. If you cannot scan it, use the code on this page.',
  'hand-over.cannot': 'Can you not scan? Go to {site} on your phone, and type this code:',
  'hand-over.lives': 'The code works for five minutes',
  'hand-over.left': '{left} left',
  'hand-over.waiting': 'Waiting for your phone …',
  'hand-over.opened': 'Your phone has been found. It should say “{pair}” too.',
  'hand-over.opened.with': 'Your phone has been found: {device}. It should say “{pair}” too.',
  'hand-over.opened-lead':
    'Follow the phone. This page goes on by itself when you have finished there.',
  'hand-over.done': 'The phone has finished.',
  'hand-over.go': 'Go on',
  'hand-over.not-me': 'It was not me',
  'hand-over.here': 'Continue on this phone',
  'hand-over.over': 'The code is no longer valid',
  'hand-over.over-lead': 'It took too long. Nothing has been changed.',
  'hand-over.new-code': 'Show a new code',
  'on-phone.heading': 'Continue on this phone',
  'on-phone.lead': 'You are setting up how to sign in to this account:',
  'on-phone.pair': 'The PC should say “{pair}” too.',
  'on-phone.go': 'Continue here',
  'on-phone.not-you': 'Is this not your account?',
  'on-phone.not-you-text':
    'Then somebody else has made the code. Close the page, and tell {support}. Nothing has been changed.',
  'on-phone.code': 'Type the code that the PC shows',
  'on-phone.code-hint': 'Eight characters, such as {example}',
  'on-phone.code-go': 'Next step',
  'notice.hand-over-done': 'Finished. Look at the PC',
  'notice.hand-over-done.text':
    'The method has been added, and the PC goes on by itself. You can close this page.',
  'notice.hand-over-over': 'The code is no longer valid',
  'notice.hand-over-over.text':
    'It works for five minutes, and only while the PC is waiting for the phone. Choose “Continue on your phone” there once more, and scan the new code.',
  'notice.hand-over-used': 'The code has been used',
  'notice.hand-over-used.text':
    'It works only once. If it was not you who opened it, choose “It was not me” on the PC.',
  'notice.hand-over-unknown': 'We do not recognise the code',
  'notice.hand-over-unknown.text':
    'Perhaps part of the address is missing, or the code is too old. Scan it once more, or type it.',
  'way.enter-phone-code': 'Type the code',
  'problem.phone-not-done':
    'The phone has not finished yet. Follow it, and this page goes on by itself.',
} as const
