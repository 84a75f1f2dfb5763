// Bokmål: browsers that spare their person the second proof.
export const browsers = {
  'remember.tick': 'Stol på denne nettleseren i {count, plural, one {# dag} other {# dager}}',
  'remember.hint': 'Da holder det med passordet her. Ikke velg dette på en enhet som flere bruker.',
  'browsers.heading': 'Nettlesere som huskes',
  'browsers.lead': 'I disse nettleserne holder det med passordet der du ellers blir spurt om mer.',
  'browsers.on': '{browser} på {system}',
  'browsers.unknown': 'Ukjent nettleser',
  'browsers.this': 'Denne nettleseren',
  'browsers.since': 'Husket siden {at}.',
  'browsers.used-at': 'Sist brukt {at}.',
  'browsers.forget': 'Glem',
  'browsers.forget-all': 'Glem alle',
  'security.browser-forgotten':
    'Nettleseren er glemt. Du blir spurt om mer enn passordet der neste gang.',
  'security.browsers-forgotten':
    'Alle nettleserne er glemt. Du blir spurt om mer enn passordet neste gang.',
} as const
