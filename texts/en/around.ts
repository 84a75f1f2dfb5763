// English: what stands around the questions about methods, and the phone.
export const around = {
  'around.method': 'Method {at} of {of}: {wish}',
  'around.plan': 'The methods you are setting up',
  'around.done': 'done',
  'around.now': 'now',
  'around.first':
    '{organisation} asks you to set up {count, plural, =2 {two methods} one {# method} other {# methods}}, so that nobody else can sign in as you.',
  'around.first-one': '{organisation} requires two-step sign-in here. You set it up now, once.',
  'around.first-one.with':
    '{application} requires two-step sign-in. You set it up now, once, and then go straight to {application}.',
  'around.time':
    'It takes about {count, plural, =2 {two minutes} one {one minute} other {# minutes}}.',
  'around.phone-ready': 'Have your phone at hand.',
  'around.then': 'When you are done, you go on to {application}.',
  'around.other': 'Choose another way',
  'around.other-prove': 'Try another way',
  'around.put-off': 'Skip for now',
  'around.put-off-days': 'Skip for now ({count, plural, one {# day} other {# days}} left)',
  'around.put-off-times': 'Skip for now ({count, plural, one {# time} other {# times}} left)',
  'around.learn': 'Learn more',
  'around.why': 'Why am I asked?',
  'why.rule':
    'The rules of {organisation} require it here. Then nobody can sign in as you just because they have your password.',
  'why.application':
    'The app you are going to requires two-step sign-in. Then nobody gets in there just because they have your password.',
  'why.application.with':
    '{application} requires two-step sign-in. Then nobody gets in there just because they have your password.',
  'why.first-set-up':
    'You are setting up the account for the first time. We need to know that it is you, and not somebody who got your mail.',
  'why.wish':
    'The rules of {organisation} ask for several ways to sign in. If you lose one, you use the other.',
  'why.change':
    'You are about to change how you sign in. We ask once more, so that nobody else can do it on an open PC.',
  'why.message':
    'The message is from {service} and has only the code. We never ask you to read it out to anybody.',
  'why.not-you':
    'Were you not trying to sign in? Then somebody may have your password. Tell {support}.',
  'wish.app': 'the app',
  'wish.push': 'the app',
  'wish.phone': 'the phone',
  'wish.sms': 'the phone',
  'wish.voice': 'the phone',
  'wish.second': 'one more method',
  'wish.totp': 'the code app',
  'wish.token': 'the code token',
  'wish.passkey': 'the passkey',
  'wish.question': 'the question',
  'wish.codes': 'the recovery codes',
  'begin.phone': 'We send a code by text message to the number ending in {ending}.',
  'begin.begun-phone':
    'You have begun before. We send a new code, and you go on where you left off.',
  'begin.phone-again': 'It goes by text message to the number ending in {ending}.',
  'begin.phone-not-mine': 'Is this not your number?',
  'begin.no-phone': 'I have no mobile phone',
  'begin.use-pin-text':
    'Were you given a PIN, for example by your leader? Then you use that instead.',
  'begin.use-pin': 'Use the PIN',
  'begin.other-proof': 'Contact {support}, and they will help you begin another way.',
  'send.code': 'Send code',
  'send.again': 'Send again',
  'send.again-in': 'Send again (in {left})',
  'send.call': 'Call me',
  'send.call-instead': 'Call me instead',
  'send.call-again': 'Call again',
  'send.call-again-in': 'Call again (in {left})',
  'send.sms-instead': 'Send a text message instead',
  'phone.use': 'We use the number only to protect your account.',
  'phone.cost': 'Your operator may charge for text messages and calls.',
  'phone.heading': 'Add your phone',
  'phone.heading-second': 'Add a backup',
  'phone.heading-backup': 'A backup in case you lose your phone',
  'phone.lead': 'We send a code, so that we know the number is yours.',
  'phone.lead-second': 'If the other method does not work, you get a code on your phone instead.',
  'phone.known': '{organisation} has a mobile number on file ending in {ending}.',
  'phone.other': 'Use another number',
  'phone.country': 'Country',
  'phone.number': 'Phone number',
  'phone.number-hint': 'Type it the way you usually call it.',
  'phone.extension': 'Extension (optional)',
  'phone.extension-hint': 'Only for phones behind a switchboard.',
}
