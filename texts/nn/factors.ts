// Nynorsk: the methods by name, and what each is used for.
export const factors = {
  'factor.password': 'Passord',
  'factor.password.use': 'gjeld for alle appane dine',
  'factor.letter': 'Lenka i e-posten',
  'factor.letter.use': 'brukt éin gong, då du aktiverte kontoen',
  'factor.pin': 'PIN-kode',
  'factor.pin.use': 'brukt éin gong, då du aktiverte kontoen',
}
