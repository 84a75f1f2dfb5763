// English: pages that tell something and show the way on.
export const notices = {
  'notice.letter-expired': 'The link has expired',
  'notice.letter-expired.text': 'Nothing has changed. We can send you a new one.',
  'notice.letter-used': 'The link has been used',
  'notice.letter-used.text':
    'The account is activated, so you can sign in now. If you have forgotten the password, {support} can help you.',
  'notice.letter-superseded': 'We have sent you a newer link',
  'notice.letter-superseded.text':
    'Use the latest mail from us. If you cannot find it, we can send another.',
  'notice.letter-superseded.text.with':
    'Use the mail we sent {sentAt}. If you cannot find it, we can send another.',
  'notice.letter-unknown': 'We do not recognise the link',
  'notice.letter-unknown.text':
    'Perhaps part of the address was lost. Try the button in the mail, or enter the start code.',
  'notice.letter-sent': 'Look in your inbox',
  'notice.letter-sent.text':
    'We have sent a new link to the mail address we already have. It usually arrives within minutes.',
  'notice.password-changed': 'Your password is changed',
  'notice.password-changed.text': 'The new one is used for all your apps from now on.',
  'notice.signed-out': 'You are signed out',
  'notice.signed-out.text': 'Close the browser too if others use this device.',
  'notice.signed-out-everywhere': 'You are signed out everywhere',
  'notice.signed-out-everywhere.text':
    'This covers every browser and device you were signed in on.',
  'notice.not-enough-proven': 'We cannot let you in from here',
  'notice.not-enough-proven.text':
    'More is needed here than your account is set up with. {support} can help you.',
  'notice.account-not-open': 'The account is not open',
  'notice.account-not-open.text':
    'It is not activated yet, or it is closed for a time. {support} can see why.',
  'notice.application-not-yours': 'You do not have access to this app',
  'notice.application-not-yours.with': 'You do not have access to {application}',
  'notice.application-not-yours.text':
    'You are signed in. If you need the app for your work, ask {support}.',
  'notice.ready': 'All is in order',
  'notice.ready.text': 'You have answered what we needed. Go on, and you are in.',
  'notice.help': 'Help signing in',
  'notice.help.text': 'Contact {support}. Give your user name, but never your password or a code.',
  'notice.fault': 'Something went wrong at our end',
  'notice.fault.text': 'It is nothing you have done. Try again in a moment.',
  'notice.fault.text.with':
    'It is nothing you have done. Try again in a moment. The error has number {number}.',
  'notice.refused-not-found': 'We cannot find that page',
  'notice.refused-not-found.text': 'The address may be mistyped, or the page has moved.',
  'notice.refused-not-allowed': 'You do not have access to this',
  'notice.refused-not-allowed.text': 'If you should have it, {support} can arrange it.',
  'notice.refused-visit-ended': 'You have been away for a while',
  'notice.refused-visit-ended.text': 'We have ended the attempt. What you confirmed is kept.',
  'notice.refused-visit-elsewhere': 'This was begun in another browser',
  'notice.refused-visit-elsewhere.text': 'Go on where you began, or begin again here.',
  'notice.refused-unknown-application': 'We do not know the app you came from',
  'notice.refused-unknown-application.text':
    'It is not set up with us, or it is set up wrongly. Tell {support}.',
  'notice.refused-application-not-yours': 'You do not have access to this app',
  'notice.refused-application-not-yours.text': 'If you need it for your work, ask {support}.',
  'notice.refused-bad-request': 'That did not arrive as it should',
  'notice.refused-bad-request.text': 'Nothing has changed. Go back, and try again.',
  'notice.refused-too-large': 'That was too much at once',
  'notice.refused-too-large.text': 'Nothing has changed. Go back, and send less.',
  'notice.refused-wrong-host': 'This is not our address',
  'notice.refused-wrong-host.text': 'Use the address that your organisation has given you.',
  'notice.refused-too-many-requests': 'That went a little fast',
  'notice.refused-too-many-requests.text':
    'There are many attempts from here. Wait a minute, and try again.',
  'notice.refused-unavailable': 'We will be right back',
  'notice.refused-unavailable.text': 'Sign-in is resting for a moment. Try again shortly.',
  'way.sign-in': 'Sign in',
  'way.start-page': 'Go to the start page',
  'way.send-new-letter': 'Send me a new link',
  'way.enter-start-code': 'Enter the start code',
  'way.get-help': 'Get help',
  'way.try-again': 'Try again',
  'way.back-to-application': 'Back to the app',
  'way.continue': 'Continue',
  'confirm.sign-out': 'Do you want to sign out?',
  'confirm.sign-out.text': 'You are signed out of all apps in this browser.',
  'confirm.sign-out.text.with':
    '{application} asks for it. You are signed out of all apps in this browser.',
  'confirm.sign-out-everywhere': 'Do you want to sign out everywhere?',
  'confirm.sign-out-everywhere.text':
    'You are signed out in every browser and on every device, including this one.',
  'confirm.new-letter': 'Do you want a new link?',
  'confirm.new-letter.text':
    'We send it to the mail address we already have. The old link stops working.',
  'choice.here': 'Sign out',
  'choice.everywhere': 'Sign out everywhere',
  'choice.stay': 'Stay signed in',
  'choice.send': 'Send me a new link',
  'choice.cancel': 'Cancel',
  'choice.continue': 'Continue',
}
