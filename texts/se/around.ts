// Northern Sámi: only words found in public products. Never compose a sentence here by machine;
// what is missing is Bokmål.
export const around = {
  'frame.language': 'Giella',
  'frame.back': 'Ruovttoluotta',
  'frame.help-signing-in': 'Veahkki sisaloggemii',
  'frame.sign-out': 'Čálit olggos',
  'around.put-off': 'Njuike',
}
