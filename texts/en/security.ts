// English: the page «Innlogging og sikkerhet».
export const security = {
  'security.lead': 'This is how you sign in. Here you can add, change and delete methods.',
  'security.methods': 'Your methods',
  'security.missing': 'By the rules of {organisation} you lack: {wish}.',
  'security.added-at': 'Added {at}.',
  'security.used-at': 'Last used {at}.',
  'security.make-default': 'Use as default',
  'security.rename': 'Change name',
  'security.name': 'Name',
  'security.save': 'Save',
  'security.remove': 'Delete',
  'security.add': 'Add a method',
  'security.added': 'The method has been added.',
  'security.removed': 'The method has been deleted.',
  'security.renamed': 'The name has been changed.',
  'security.default-changed':
    'The default has been changed. It holds from the next time you sign in.',
}
