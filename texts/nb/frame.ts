// Bokmål: what stands around every page. ICU strings; other languages follow these keys and
// arguments.
export const frame = {
  'frame.skip': 'Hopp til innholdet',
  'frame.language': 'Språk',
  'frame.help': 'Få hjelp',
  'frame.case': 'Saksnummer {number}',
  'frame.privacy': 'Personvern',
  'frame.accessibility': 'Tilgjengelighet',
  'frame.terms': 'Vilkår',
  'frame.back': 'Tilbake',
  'frame.another-account': 'Bruk en annen konto',
  'frame.help-signing-in': 'Hjelp til innlogging',
  'frame.step': 'Steg {at} av {of}',
  'frame.sign-out': 'Logg ut',
  'frame.error': 'Feil: {title}',
} as const
