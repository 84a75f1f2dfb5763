// English: pages that tell something and show the way on.
export const notices = {
  'notice.letter-expired': 'The link has expired',
  'notice.letter-expired.text': 'We can send you a new one, to the mail address we already have.',
  'notice.letter-used': 'The link has been used',
  'notice.letter-used.text':
    'The account is activated, so you can sign in now. Was it not you, or have you forgotten the password? Contact {support}.',
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
    'We have sent a new link to the mail address we already have. It usually arrives within minutes. Look among the junk mail too.',
  'notice.password-changed': 'Your password is changed',
  'notice.password-changed.text':
    'The new one is used for all your apps. Wherever else you were signed in, you are now signed out.',
  'notice.signed-out': 'You are signed out',
  'notice.signed-out.text':
    'Do you share the device with others? Close the browser too, and you are out of all the apps.',
  'notice.signed-out-everywhere': 'You are signed out everywhere',
  'notice.signed-out-everywhere.text':
    'This covers every browser and device. If somebody else has used your account, sign in and change the password.',
  'notice.not-enough-proven': 'We cannot let you in from here',
  'notice.not-enough-proven.text':
    'More is needed here than your account is set up with. {support} can help you.',
  'notice.account-not-open': 'The account is not open',
  'notice.account-not-open.text':
    'It is not activated yet, or it is closed for a time. {support} can see why. Give the case number at the foot of the page.',
  'notice.application-not-yours': 'You do not have access to this app',
  'notice.application-not-yours.with': 'You do not have access to {application}',
  'notice.application-not-yours.text':
    'You are signed in, but the app is not open to you. If you need it for your work, ask {support}.',
  'notice.ready': 'Just one press left',
  'notice.ready.text': 'You have confirmed what is needed.',
  'notice.help': 'Help signing in',
  'notice.help.text': 'Contact {support}. Give your user name, but never your password or a code.',
  'notice.fault': 'Something went wrong at our end',
  'notice.fault.text': 'It is nothing you have done. Try again in a moment.',
  'notice.fault.text.with':
    'It is nothing you have done. Try again in a moment. If it happens again, give case number {number} to {support}.',
  'notice.refused-not-found': 'We cannot find that page',
  'notice.refused-not-found.text':
    'The address may be mistyped, or the page has moved. You find your apps on the start page.',
  'notice.refused-not-allowed': 'We do not recognise your browser',
  'notice.refused-not-allowed.text':
    'Nothing has changed. It happens when cookies are turned off, or when the page was opened in another browser. Turn them on, and begin again.',
  'notice.refused-visit-ended': 'This page is no longer in use',
  'notice.refused-visit-ended.text':
    'Either you are done here, or it took too long. If you were activating your account, open the link in the mail again.',
  'notice.refused-visit-ended.text.with':
    'Either you are done here, or it took too long. Begin again, and you come to {application}.',
  'notice.refused-visit-expired': 'This took too long',
  'notice.refused-visit-expired.text':
    'To be on the safe side, the page stays open for one hour only. You can begin again right away. If you were activating your account, open the link in the mail again.',
  'notice.refused-visit-expired.text.with':
    'To be on the safe side, the page stays open for one hour only. Begin again, and you come to {application}.',
  'notice.refused-visit-elsewhere': 'This was begun in another browser',
  'notice.refused-visit-elsewhere.text':
    'Go on in that browser, or begin again here. If you are activating your account, open the link in the mail.',
  'notice.refused-visit-stopped': 'The attempt is stopped',
  'notice.refused-visit-stopped.text':
    'It was answered on the phone that it was not you, so nobody is signed in, and you are signed out everywhere else. If it was you after all, just sign in again. If it was not, somebody may have your password: choose a new one, or contact {support}.',
  'notice.refused-unknown-application': 'We do not know the app you came from',
  'notice.refused-unknown-application.text':
    'The app is not set up with us, or it is set up wrongly. Tell {support}. Your other apps work.',
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
  'notice.refused-unavailable.text':
    'Nothing you have done is lost. Wait a few seconds, and try again.',
  'notice.frozen': 'The account is closed',
  'notice.frozen.text':
    'Nobody can sign in with it now, not even you. Contact {support} when you want it opened again.',
  'notice.freeze-unknown': 'We do not recognise the link',
  'notice.freeze-unknown.text':
    'It may be too old, or part of the address is missing. Nothing has changed. If it was not you, call {support} at once.',
  'way.sign-in': 'Sign in',
  'way.sign-out': 'Sign out',
  'way.start-page': 'Go to the start page',
  'way.send-new-letter': 'Send me a new link',
  'way.enter-start-code': 'Enter the start code',
  'way.get-help': 'Get help',
  'way.try-again': 'Try again',
  'way.begin-again': 'Begin again',
  'way.back-to-application': 'Back to the app',
  'way.back': 'Back',
  'way.continue': 'Continue',
  'way.stay-signed-in': 'Stay signed in',
  'way.call': 'Call {name}',
  'way.write': 'Write to {name}',
  'confirm.sign-out': 'Do you want to sign out?',
  'confirm.sign-out.text': 'You are signed out of all apps in this browser.',
  'confirm.sign-out.text.with':
    '{application} wants to sign you out. You will be signed out of all the apps in this browser.',
  'confirm.sign-out-everywhere': 'Do you want to sign out everywhere?',
  'confirm.sign-out-everywhere.text':
    'You are signed out in every browser and on every device, including this one.',
  'confirm.new-letter': 'Do you want a new link?',
  'confirm.new-letter.text':
    'We send it to the mail address we already have. The old link stops working.',
  'confirm.freeze': 'Was it not you?',
  'confirm.freeze.text':
    'Then we close the account at once, and everybody who is using it is signed out. It is opened again when the helpdesk knows that it is you.',
  'confirm.remove-method': 'Do you want to delete this method?',
  'confirm.remove-method.text':
    'Then you can no longer sign in with it. We send a receipt to your mail.',
  'choice.here': 'Sign out',
  'choice.everywhere': 'Sign out everywhere',
  'choice.stay': 'Stay signed in',
  'choice.send': 'Send me a new link',
  'choice.freeze': 'Close the account now',
  'choice.remove': 'Delete the method',
  'choice.cancel': 'Cancel',
  'choice.continue': 'Continue',
}
