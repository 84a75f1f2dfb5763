// Nynorsk: browsers that spare their person the second proof.
export const browsers = {
  'remember.tick': 'Stol på denne nettlesaren i {count, plural, one {# dag} other {# dagar}}',
  'remember.hint': 'Då held det med passordet her. Ikkje vel dette på ei eining som fleire bruker.',
  'browsers.heading': 'Nettlesarar som blir hugsa',
  'browsers.lead': 'I desse nettlesarane held det med passordet der du elles blir spurd om meir.',
  'browsers.on': '{browser} på {system}',
  'browsers.unknown': 'Ukjend nettlesar',
  'browsers.this': 'Denne nettlesaren',
  'browsers.since': 'Hugsa sidan {at}.',
  'browsers.used-at': 'Sist brukt {at}.',
  'browsers.forget': 'Gløym',
  'browsers.forget-all': 'Gløym alle',
  'security.browser-forgotten':
    'Nettlesaren er gløymd. Du blir spurd om meir enn passordet der neste gong.',
  'security.browsers-forgotten':
    'Alle nettlesarane er gløymde. Du blir spurd om meir enn passordet neste gong.',
}
