{
function holds({ rule, min, parts } , password ) {
const typed = password.normalize('NFC')
if (rule === 'length') return [...typed].length >= min
if (rule === 'digit') return /\p{Nd}/u.test(typed)
if (rule === 'letter') return /\p{L}/u.test(typed)
if (rule !== 'no-name' || typed === '') return false
const small = typed.toLocaleLowerCase('nb')
return !parts.some((part) => small.includes(part.normalize('NFC').toLocaleLowerCase('nb')))
}
const input = (id ) => {
const found = document.getElementById(id ?? '')
return found instanceof HTMLInputElement ? found : null
}
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
const parts = JSON.parse(line.dataset['parts'] ?? '[]')
const held = holds(
{
rule: line.dataset['rule'] ?? '',
min: Number(line.dataset['min']),
parts: Array.isArray(parts) ? parts.map(String) : [],
},
field.value,
)
if (held === line.hasAttribute('data-held')) continue
line.toggleAttribute('data-held', held)
if (held) line.append(word.cloneNode(true))
else line.querySelector('.heard')?.remove()
}
}
field.addEventListener('input', tick)
tick()
}
for (const button of document.querySelectorAll ('[data-copies]')) {
button.hidden = false
button.addEventListener('click', () => {
void navigator.clipboard.writeText(button.dataset['copies'] ?? '').then(() => {
button.textContent = button.dataset['copied'] ?? ''
})
})
}
}
