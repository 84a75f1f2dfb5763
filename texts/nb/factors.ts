// Bokmål: the methods by name, and what each is used for. ICU strings; other languages follow these
// keys and arguments.
export const factors = {
  'factor.password': 'Passord',
  'factor.password.use': 'gjelder for alle appene dine',
  'factor.letter': 'Lenken i e-posten',
  'factor.letter.use': 'brukt én gang, da du aktiverte kontoen',
  'factor.pin': 'PIN-kode',
  'factor.pin.use': 'brukt én gang, da du aktiverte kontoen',
} as const
