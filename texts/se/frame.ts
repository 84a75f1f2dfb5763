// Northern Sámi: only words found in public products. Never compose a sentence here by machine;
// what is missing is Bokmål.
export const frame = {
  'frame.language': 'Giella',
  'frame.back': 'Ruovttoluotta',
  'frame.help-signing-in': 'Veahkki sisaloggemii',
  'frame.sign-out': 'Čálit olggos',
}
