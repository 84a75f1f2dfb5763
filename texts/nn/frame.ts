// Nynorsk: what stands around every page.
export const frame = {
  'frame.skip': 'Hopp til innhaldet',
  'frame.language': 'Språk',
  'frame.help': 'Få hjelp',
  'frame.case': 'Saksnummer {number}',
  'frame.privacy': 'Personvern',
  'frame.accessibility': 'Tilgjengelegheit',
  'frame.terms': 'Vilkår',
  'frame.back': 'Tilbake',
  'frame.another-account': 'Bruk ein annan konto',
  'frame.help-signing-in': 'Hjelp til innlogging',
  'frame.step': 'Steg {at} av {of}',
  'frame.sign-out': 'Logg ut',
  'frame.error': 'Feil: {title}',
}
