// English: turned aside from a sign-in, and back at its door.
export const recovery = {
  'around.recover':
    'Confirm that it is you in two ways. Then you make a new password and sign in with it.',
  'around.unlocking': 'Unlock the account',
  'around.unlock':
    'After many wrong passwords an account is locked for a while. Confirm in another way that it is you, and we open it.',
  'password.recovered': 'The password is changed. Sign in with the new one.',
  'password.unlocked': 'The account was locked after too many tries. It is open again now.',
  'password.was-open': 'The account is not locked. Check that the password is typed correctly.',
  'password.locked': 'Is the account locked?',
  'new-password.forgotten': 'It is for all your apps, and you sign in with it afterwards.',
  'enter-code.mail': 'Enter the code from the mail',
  'enter-code.unsent-mail': 'Get a code by mail',
  'enter-code.will-mail': 'We send a code to the mail address we know.',
  'enter-code.sent-mail': 'We sent it {at} to {to}. Look in your junk mail as well.',
  'enter-code.discreet-sms': 'If we know your mobile number, we send a code to it.',
  'enter-code.discreet-voice': 'If we know your telephone number, we call you with a code.',
  'enter-code.discreet-mail': 'If we know your mail address, we send a code to it.',
  'enter-code.discreet-sent-sms': 'If we know your mobile number, we sent the code at {at}.',
  'enter-code.discreet-sent-voice':
    'If we know your telephone number, we called at {at}. Press 1 when you answer to hear the code.',
  'enter-code.discreet-sent-mail':
    'If we know your mail address, we sent the code at {at}. Look in your junk mail as well.',
  'prove.mail': 'Mail',
  'prove.mail.use': 'We send a code to the address we know.',
  'set-up.mail': 'Mail',
  'set-up.mail.use': 'We send a code to the address we know.',
  'factor.mail': 'code by mail',
  'problem.no-mail': 'We know no mail address that we can send to. Choose another way.',
  'notice.number-rests': 'Wait a little with the number',
  'notice.number-rests.text':
    'You have just made a new password with the help of the number ending in {ending}. The number can be used again at {until}. The wait keeps out anybody who has only taken over a number. If it is urgent, contact {support} and give the case number at the foot of the page.',
  'notice.phone-blocked': 'The phone is blocked',
  'notice.phone-blocked.text':
    'Nobody gets in with it now. Call {support}; they give you a one-time code once they know that it is you. Keep this page open, and tell them the case number at the bottom.',
  'way.have-code': 'I have been given a code',
  'lost.way': 'Lost or changed your phone?',
  'lost.heading': 'What has happened to the phone?',
  'lost.lead': 'You get in another way, and nothing you have saved is lost.',
  'lost.new-phone': 'I have a new phone, and the old one here',
  'lost.new-phone.use': 'Use the old one once more, and then we add the new one.',
  'lost.phone-gone': 'The phone is gone',
  'lost.phone-gone.use':
    'Block it now. You are signed out elsewhere, and can undo it for a day. This is blocked:',
  'lost.phone-away': 'I do not have it here now',
  'lost.phone-away.use': 'Use something else today. Nothing is changed.',
  'mail.methods-changed.subject-number-changed':
    'The phone number on your {service} account has changed',
  'mail.methods-changed.number-changed':
    '{method} on the account {login} was replaced by another number {at}. The old number no longer works.',
  'mail.methods-changed.subject-blocked': 'A phone is blocked on your {service} account',
  'mail.methods-changed.blocked':
    'Your phone was reported gone {at}. {method} on the account {login} is blocked, and you are signed out elsewhere.',
  'mail.methods-changed.subject-restored': 'A method is back on your {service} account',
  'mail.methods-changed.restored':
    '{method} on the account {login} was taken into use again {at}, after it had been deleted or blocked.',
  'security.replace': 'Change number',
  'security.number-changed': 'The number is changed. The old one no longer works.',
  'phone.heading-replace': 'Change your phone number',
  'phone.replaces': 'The new number takes the place of the one ending in {ending}.',
  'security.restored': 'The method is back.',
  'ended.heading': 'Deleted in the last day',
  'ended.lead': 'If something was deleted or blocked by mistake, you can take it back.',
  'ended.removed': 'Deleted {at}.',
  'ended.blocked': 'Blocked {at}.',
  'ended.undo': 'Take back',
  'mail.alarm.subject-used': 'The break-glass account {account} has been used',
  'mail.alarm.subject-sealed': 'The break-glass account {account} has been sealed anew',
  'mail.alarm.used': 'Somebody signed in with the break-glass account {account} {at}.',
  'mail.alarm.from': 'It was done from the address {address}.',
  'mail.alarm.used-what':
    'If it was agreed, the account is sealed anew afterwards. If it was not, close it now.',
  'mail.alarm.sealed':
    'The break-glass account {account} was given a new password and new codes {at}.',
  'mail.alarm.sealed-what':
    'The former sheet works no more. If it was not agreed, find out who did it.',
  'mail.recovery-code.subject': 'Your code for {service}',
  'mail.recovery-code.code': 'The code',
  'mail.recovery-code.recover':
    'Somebody, probably you, wants to make a new password for {login}. Enter this code:',
  'mail.recovery-code.unlock':
    'Somebody, probably you, wants to open the account {login} again. Enter this code:',
  'mail.recovery-code.lives':
    'It works for {minutes, plural, one {# minute} other {# minutes}}. Never share it with anybody.',
  'mail.recovery-code.not-you':
    'Was it not you? Then you need not do anything. Nothing has changed. If you get more of them, contact {support}.',
  'mail.password-changed.text-forgotten':
    'The password of {login} was changed {at} by somebody who had forgotten the old one. You are signed out wherever you were signed in.',
  'factor.identity': 'Proof of who you are',
  'prove.identity': 'Confirm with {name}',
  'prove.identity.use': 'You confirm who you are there, and come back here.',
  'identity.heading': 'Confirm with {by}',
  'identity.lead': 'You go to {by}, confirm who you are, and come back here.',
  'identity.kept':
    'We are told your national identity number, hold it against what we have, and keep nothing from {by}.',
  'identity.go': 'Go to {by}',
  'identity.leaving': 'You are on your way to {by}',
  'identity.leaving-lead': 'If nothing happens, press the button.',
  'identity.came': 'You are back from {by}',
  'identity.came-lead': 'Go on, and we look at the answer.',
  'identity.on': 'Go on',
  'problem.wrong-identity':
    'It was not confirmed that this account is yours. Check that the user name is right, or choose another way.',
  'problem.identity-missing': 'No answer came. Press the button to try again.',
  'problem.identity-stopped': 'You stopped. Try again when you like, or choose another way.',
  'problem.identity-replaced':
    'The answer belonged to an earlier try. Press the button to try again.',
  'problem.identity-expired': 'The answer was used, or is too old. Press the button to try again.',
  'problem.identity-too-weak':
    'What you used is not strong enough here. Try again with something stronger, or choose another way.',
  'problem.identity-failed': 'The answer could not be used. Try again, or choose another way.',
  'problem.identity-away':
    'We get no answer from there right now. Wait a little and try again, or choose another way.',
  'prove.leader': 'Ask your leader',
  'prove.leader.use': 'Your leader confirms that it is you.',
  'factor.leader': 'confirmation from the leader',
  'ask-leader.heading': 'Let your leader confirm that it is you',
  'ask-leader.lead':
    '{name} gets a mail from us. The two of you talk, and you read out a number from this page.',
  'ask-leader.told': 'You also get a mail saying that somebody has asked.',
  'ask-leader.go': 'Ask your leader',
  'ask-leader.talk': 'Call or talk to {name}',
  'ask-leader.read': 'Read out the number:',
  'ask-leader.pair': 'Ask {name} to say the words on their page. They should be “{pair}”.',
  'ask-leader.waiting': 'Waiting for an answer. {name} has to answer within half an hour.',
  'ask-leader.yes': '{name} has confirmed that it is you',
  'ask-leader.agreed': 'It counts from {from}',
  'ask-leader.wait': 'Wait here, or come back to this page then.',
  'ask-leader.why':
    'We wait a little, so that the owner of the account has time to stop it if somebody pretends to be you.',
  'ask-leader.done': 'You can go on now.',
  'ask-leader.no': '{name} answered that it is not you',
  'ask-leader.no-lead':
    'Nothing has changed. If it was a misunderstanding, talk to each other first. You can also choose another way, or contact {support}.',
  'ask-leader.over': 'The question is no longer open',
  'ask-leader.over-lead':
    'No answer came in time, or the number was mistyped too often. You can ask again.',
  'ask-leader.again': 'Ask again',
  'vouch.heading': 'Is it {name} who asks to be let back in?',
  'vouch.lead': 'Call or talk to {name}. Use a number that you already know.',
  'vouch.asked': 'Asked {at}',
  'vouch.from': 'from {network}',
  'vouch.elsewhere': 'from a place we do not know',
  'vouch.pair': 'Say the words “{pair}”. They should be on the page of {name} as well.',
  'vouch.number': 'The number that {name} reads out',
  'vouch.hint': 'Six digits. If {name} cannot read it out, answer no.',
  'vouch.yes': 'Yes, it is {name}',
  'vouch.no': 'No',
  'vouch.agreed': 'You have confirmed that it is {name}',
  'vouch.agreed-lead': 'Was that wrong? Take it back, and we stop it at once.',
  'vouch.take-back': 'No, take it back',
  'notice.vouch-yes': 'Thank you for answering',
  'notice.vouch-yes.text':
    'You are done here. If it was wrong, open the link in the mail again and take it back.',
  'notice.vouch-no': 'Thank you, we stopped it',
  'notice.vouch-no.text': 'Nobody comes in by that question, and the owner of the account is told.',
  'notice.vouch-over': 'The question is no longer open',
  'notice.vouch-over.text':
    'It is too old, it has been used, or the number was mistyped too often. If somebody still needs you, they ask again.',
  'problem.not-vouched-yet':
    'The answer does not count yet. Wait a little, and this page goes on by itself.',
  'problem.wrong-number': 'Wrong number. Ask to have it read out once more.',
  'problem.wrong-number.with':
    'Wrong number. Ask to have it read out once more. You have {triesLeft, plural, one {# try} other {# tries}} left.',
  'mail.vouch-asked.subject': '{name} needs an answer from you to get in',
  'mail.vouch-asked.text':
    'Somebody who says that they are {name} ({account}) asks to be let back in to {service}. It happened {at}. You are their leader, so we ask you.',
  'mail.vouch-asked.how':
    'Call {name} on a number that you already know, and ask for the number on the page. Answer yes only when you know who you are talking to.',
  'mail.vouch-asked.go': 'Answer yes or no',
  'mail.vouch-asked.lives':
    'You can answer for {minutes, plural, one {# minute} other {# minutes}}. You have to be signed in, and the link works for you alone.',
  'mail.vouched.subject-asked': 'Your leader has been asked whether it is you',
  'mail.vouched.subject-yes': 'Your leader has confirmed that it is you',
  'mail.vouched.subject-no': 'Your leader answered that it is not you',
  'mail.vouched.asked':
    'Somebody, probably you, wants to get in to the account {login} and asked {leader} to confirm that it is you. It happened {at}.',
  'mail.vouched.yes':
    '{leader} confirmed {at} that it is you who wants to get in to the account {login}. It counts from {from}.',
  'mail.vouched.no':
    '{leader} answered {at} that it is not you who wants to get in to the account {login}. Nobody came in.',
  'elsewhere.heading': 'Sign in with {by}',
  'elsewhere.lead': 'You go to {by}, sign in there, and come back here.',
  'elsewhere.kept': 'We never see your password at {by}.',
  'elsewhere.last': 'Used last',
  'elsewhere.other-name': 'Sign in another way',
  'link.heading': 'Connect {by}',
  'link.lead': 'You sign in at {by} and come back here. After that you can sign in with {by}.',
  'link.kept': 'You can disconnect it whenever you like. We never see your password at {by}.',
  'factor.elsewhere': 'Sign-in somewhere else',
  'factor.elsewhere.use': 'you sign in there and come back here',
  'set-up.elsewhere': 'Connect a sign-in that you have',
  'set-up.elsewhere.use': 'Such as Feide. After that you can sign in with it.',
  'prove.elsewhere': 'Sign in with {name}',
  'prove.elsewhere.use': 'You sign in there, and come back here.',
  'kind.elsewhere': 'sign-in somewhere else',
  'problem.elsewhere-old':
    'You signed in there too long ago. Press the button, and sign in once more.',
  'problem.elsewhere-home':
    'You signed in with an account from another institution or employer. Try again, and choose the right one.',
  'problem.elsewhere-unknown':
    'We found no account here for the one you signed in with. Try another way, or contact support.',
  'problem.elsewhere-taken':
    'The user name is here already. Sign in the way you usually do. Then you can connect it under «Sign-in and security».',
  'problem.elsewhere-reused':
    'We are not sure that the account is yours, so we have stopped the sign-in. Contact support.',
  'problem.elsewhere-another':
    'You signed in as somebody else than you are here. Try again with the right account.',
  'problem.elsewhere-linked': 'That sign-in is connected to an account already.',
  'problem.password-elsewhere': 'Your password is changed where you sign in, and not here.',
  'notice.password-elsewhere': 'Your password is changed somewhere else',
  'notice.password-elsewhere.text':
    'You sign in with an account from somewhere else, such as Feide. Go to whoever gave you the account to change the password or to get a new one.',
}
