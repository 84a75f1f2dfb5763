// Nynorsk: the page «Innlogging og sikkerhet».
export const security = {
  'security.lead': 'Slik loggar du inn. Her kan du leggje til, endre og slette metodar.',
  'security.methods': 'Metodane dine',
  'security.missing': 'Etter reglane hos {organisation} manglar du: {wish}.',
  'security.added-at': 'Lagd til {at}.',
  'security.used-at': 'Sist brukt {at}.',
  'security.make-default': 'Bruk som standard',
  'security.rename': 'Endre namn',
  'security.name': 'Namn',
  'security.save': 'Lagre',
  'security.remove': 'Slett',
  'security.add': 'Legg til ein metode',
  'security.added': 'Metoden er lagd til.',
  'security.removed': 'Metoden er sletta.',
  'security.renamed': 'Namnet er endra.',
  'security.default-changed': 'Standarden er endra. Han gjeld frå neste gong du loggar inn.',
}
