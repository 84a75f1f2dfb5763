{
const letters = {
ø: 'o',
æ: 'ae',
đ: 'd',
ð: 'd',
ł: 'l',
ŋ: 'n',
ŧ: 't',
ß: 'ss',
þ: 'th',
}
const foldLetters = (text ) =>
text
.normalize('NFKD')
.replace(/\p{M}/gu, '')
.toLowerCase()
.replace(/[^\0-\x7f]/gu, (sign) => letters[sign] ?? sign)
const lengthOf = (password ) => Array.from(password.normalize('NFC')).length
function meetsRule(rule , password ) {
switch (rule.rule) {
case 'length':
return lengthOf(password) >= rule.min
case 'digit':
return /\p{Nd}/u.test(password)
case 'letter':
return /\p{L}/u.test(password)
case 'no-name': {
const folded = foldLetters(password)
return !rule.parts.some((part) => folded.includes(part))
}
case 'not-common':
return undefined
}
}
function ruleOf(line ) {
const { rule, min, parts } = line.dataset
if (rule === 'length') return { rule, min: Number(min) }
if (rule === 'digit' || rule === 'letter' || rule === 'not-common') return { rule }
if (rule !== 'no-name') return undefined
const names = JSON.parse(parts ?? '[]')
return { rule, parts: Array.isArray(names) ? names.map(String) : [] }
}
const input = (id ) => {
const found = document.getElementById(id ?? '')
return found instanceof HTMLInputElement ? found : null
}
if (document.querySelector('[aria-invalid]'))
history.replaceState(null, '', document.querySelector ('form.card')?.action)
if (/^\/(?:connections|saml)\//.test(location.pathname))
document.querySelector ('[data-onward]')?.click()
document.querySelector ('[data-at-once]')?.click()
for (const button of document.querySelectorAll ('[data-shows]')) {
const field = input(button.dataset['shows'])
if (!field) continue
const show = button.textContent
const set = (visible ) => {
field.type = visible ? 'text' : 'password'
button.textContent = visible ? (button.dataset['hide'] ?? '') : show
}
button.hidden = false
button.addEventListener('click', () => {
set(field.type === 'password')
field.focus()
})
field.form?.addEventListener('submit', () => set(false))
}
for (const list of document.querySelectorAll ('[data-for]')) {
const field = input(list.dataset['for'])
if (!field) continue
const word = document.createElement('span')
word.className = 'heard'
word.textContent = `, ${list.dataset['heldWord']}`
const tick = () => {
for (const line of list.querySelectorAll ('[data-rule]')) {
const rule = ruleOf(line)
const held = field.value !== '' && rule !== undefined && meetsRule(rule, field.value) === true
if (held === line.hasAttribute('data-held')) continue
line.toggleAttribute('data-held', held)
if (held) line.append(word.cloneNode(true))
else line.querySelector('.heard')?.remove()
}
}
field.addEventListener('input', tick)
tick()
}
}
