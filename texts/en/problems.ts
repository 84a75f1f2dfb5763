// English: what went wrong that the person can mend.
export const problems = {
  'problem.wrong-name-or-password':
    'The user name or password is not right. Check both, and try again.',
  'problem.wrong-code': 'Wrong code. Try again.',
  'problem.wrong-code.with':
    'Wrong code. You have {triesLeft, plural, one {# try} other {# tries}} left.',
  'problem.code-expired': 'The code has expired. Ask your leader for a new one, and enter it here.',
  'problem.too-many-tries': 'Too many tries. Wait a little, and try again.',
  'problem.too-many-tries.with': 'Too many tries. Try again at {until}.',
  'problem.name-missing': 'Type your user name.',
  'problem.password-missing': 'Type your password.',
  'problem.code-missing': 'Type the code.',
  'problem.password-too-short': 'The password is too short.',
  'problem.password-too-short.with':
    'The password is too short. Use at least {min, plural, one {# character} other {# characters}}.',
  'problem.password-too-long': 'The password is too long.',
  'problem.password-too-long.with':
    'The password is too long. Use at most {max, plural, one {# character} other {# characters}}.',
  'problem.password-needs-digit': 'The password lacks a number.',
  'problem.password-needs-letter': 'The password lacks a letter.',
  'problem.password-has-name': 'The password contains your name or user name. Choose another.',
  'problem.password-common': 'Many others use this password. Choose another.',
  'problem.password-leaked': 'This password is on a list of leaked passwords. Choose another.',
  'problem.password-guessable': 'This password is easy to guess. Add a word or two.',
  'problem.password-same': 'This is the password you already have. Choose another.',
  'problem.passwords-differ': 'The two passwords are not the same. Type them again.',
  'problem.busy': 'Many people are signing in right now. Try again in a few seconds.',
  'problem.not-enough-proven': 'You have not confirmed enough to go on from here.',
  'problem.account-not-open': 'The account is not open. Contact the helpdesk.',
  'problem.application-not-yours': 'You do not have access to this app.',
}
