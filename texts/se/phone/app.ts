// Northern Sámi: only words found in public products. Never compose a sentence here by machine;
// what is missing is Bokmål.
export const app = {
  'app.next': 'Boahtte',
  'app.back': 'Ruovttoluotta',
  'app.cancel': 'Gaskkalduhte',
  'app.keep.go': 'Vurke',
  'app.me.language': 'Giella',
}
