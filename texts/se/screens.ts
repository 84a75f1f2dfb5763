// Northern Sámi: only words found in public products. Never compose a sentence here by machine;
// what is missing is Bokmål.
export const screens = {
  'start-code.name': 'Geavaheaddjinamma',
  'start-code.go': 'Joatkke',
  'who.heading': 'Čálit sisa',
  'who.heading-change': 'Molsso beassansáni',
  'who.name': 'Geavaheaddjinamma',
  'who.go': 'Joatkke',
  'password.stay': 'Doalat mu sisačállima',
  'password.go': 'Čálit sisa',
  'password.go-again': 'Nanne',
  'password.forgotten': 'Vajáldahttán beassansáni?',
  'enter-code.go': 'Nanne',
  'new-password.go': 'Joatkke',
}
