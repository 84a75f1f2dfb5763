// Bokmål: the page «Innlogging og sikkerhet».
export const security = {
  'security.lead': 'Slik logger du inn. Her kan du legge til, endre og slette metoder.',
  'security.methods': 'Metodene dine',
  'security.missing': 'Etter reglene hos {organisation} mangler du: {wish}.',
  'security.added-at': 'Lagt til {at}.',
  'security.used-at': 'Sist brukt {at}.',
  'security.make-default': 'Bruk som standard',
  'security.rename': 'Endre navn',
  'security.name': 'Navn',
  'security.save': 'Lagre',
  'security.remove': 'Slett',
  'security.add': 'Legg til en metode',
  'security.added': 'Metoden er lagt til.',
  'security.removed': 'Metoden er slettet.',
  'security.renamed': 'Navnet er endret.',
  'security.default-changed': 'Standarden er endret. Den gjelder fra neste gang du logger inn.',
} as const
