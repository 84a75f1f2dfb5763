// English: the methods by name, and what each is used for.
export const factors = {
  'factor.password': 'Password',
  'factor.password.use': 'used for all your apps',
  'factor.letter': 'The link in the mail',
  'factor.letter.use': 'used once, when you activated the account',
  'factor.pin': 'PIN',
  'factor.pin.use': 'used once, when you activated the account',
}
