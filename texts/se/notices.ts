// Northern Sámi: only words found in public products. Never compose a sentence here by machine;
// what is missing is Bokmål.
export const notices = {
  'notice.signed-out': 'Don leat dál eretloggejuvvon',
  'notice.help': 'Veahkki sisaloggemii',
  'way.sign-in': 'Čálit sisa',
  'way.sign-out': 'Čálit olggos',
  'way.try-again': 'Geahččal fas',
  'choice.here': 'Čálit olggos',
  'choice.stay': 'Doalat mu sisačállima',
  'choice.cancel': 'Gaskkalduhte',
  'way.back': 'Ruovttoluotta',
  'way.continue': 'Joatkke',
  'choice.continue': 'Joatkke',
}
