{
const copy = (text ) =>
'clipboard' in navigator
? navigator.clipboard.writeText(text).then(
() => true,
() => copySelected(text),
)
: Promise.resolve(copySelected(text))
function copySelected(text ) {
const before = document.activeElement
const place = document.createElement('textarea')
place.value = text
place.readOnly = true
document.body.append(place)
place.select()
const isCopied = document.execCommand('copy')
place.remove()
if (before instanceof HTMLElement) before.focus({ preventScroll: true })
return isCopied
}
const digitsIn = (text ) => text.replace(/\D/g, '')
function helpWithCode(field ) {
const { form } = field
const all = Number(field.dataset['digits'])
let had = 0
const look = () => {
const has = digitsIn(field.value).length
const cameAtOnce = has === all && has > had + 1
had = has
if (cameAtOnce) form?.requestSubmit(form.querySelector ('button.ds-button'))
}
const fill = (code ) => {
had = 0
field.value = code
look()
}
field.addEventListener('input', look)
document.addEventListener('paste', ({ target, clipboardData }) => {
const code = digitsIn(clipboardData?.getData('text') ?? '')
if (!(target instanceof HTMLInputElement) && code.length === all) fill(code)
})
if (!('OTPCredential' in window) || field.dataset['otp'] === undefined) return
const stop = new AbortController()
form?.addEventListener('submit', () => stop.abort())
const asked = { otp: { transport: ['sms'] }, signal: stop.signal }
navigator.credentials.get(asked).then(
(found) => found && 'code' in found && fill(String(found.code)),
() => undefined,
)
}
const tellAt = 20
const clockOf = (seconds ) =>
`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
function tell(news ) {
const line = document.querySelector ('.news')
const words = line?.dataset[news]
const place = line?.firstElementChild
if (words === undefined || !place) return false
place.textContent = words
return true
}
function countDown(element ) {
const { left, words = '' } = element.dataset
const ends = Date.now() + Number(left) * 1000
const first = element.textContent
const isCode = element.matches('[role=timer]')
let before = Number.POSITIVE_INFINITY
const tick = () => {
const seconds = Math.max(0, Math.round((ends - Date.now()) / 1000))
element.textContent = seconds > 0 ? words.replace('%', clockOf(seconds)) : first
if (seconds === 0) clearInterval(timer)
if (!isCode || seconds > tellAt) return
document.querySelector ('.news button')?.removeAttribute('hidden')
if (seconds === 0) tell('over')
else if (before > tellAt) tell('soon')
before = seconds
}
const timer = setInterval(tick, 1000)
tick()
}
function showLate(within ) {
const show = () => {
for (const waits of within.querySelectorAll('.late')) waits.classList.remove('late')
}
setTimeout(show, Number(within.dataset['late']) * 1000)
}
const askEveryMs = 2000
const heardByMs = 4000
function hearNews(form ) {
const { wait = '' } = form.dataset
const hear = (news ) => {
if (news === 'done') return form.requestSubmit()
const fields = [...document.querySelectorAll('input')]
if (!tell(news) && fields.every(({ value, defaultValue }) => value === defaultValue))
location.replace(location.href)
}
let asking = 0
const ask = () => {
if (asking > 0) return
asking = setInterval(() => {
fetch(wait, { headers: { accept: 'application/json' } })
.then((answer) => answer.json())
.then(({ news } ) => news !== undefined && hear(news))
.catch(() => undefined)
}, askEveryMs)
}
const line = new EventSource(wait)
const late = setTimeout(ask, heardByMs)
line.addEventListener('open', () => clearTimeout(late))
line.addEventListener('error', () => {
if (line.readyState === EventSource.CLOSED) ask()
})
line.addEventListener('message', ({ data }) => hear(String(data)))
}
const each = (what , act ) => {
for (const found of document.querySelectorAll (what)) act(found)
}
each('[data-copies]', (button) => {
button.hidden = false
button.addEventListener('click', () => {
void copy(button.dataset['copies'] || location.href).then((isCopied) => {
if (isCopied && button.nextElementSibling)
button.nextElementSibling.textContent = button.dataset['copied'] ?? ''
})
})
})
each('[data-saves]', (link) => {
const text = encodeURIComponent(link.dataset['saves'] ?? '')
link.setAttribute('href', `data:text/plain;charset=utf-8,${text}`)
link.hidden = false
})
each('[data-prints]', (button) => {
button.hidden = false
button.addEventListener('click', () => print())
})
each('[data-left]', countDown)
each('[data-late]', showLate)
each('[data-digits]', (field) => {
if (field instanceof HTMLInputElement) helpWithCode(field)
})
each('[data-roomy]', (field) => {
const isRoomy = matchMedia('(min-width: 48rem) and (hover: hover) and (pointer: fine)').matches
if (isRoomy) field.focus({ preventScroll: true })
})
each('[data-renews]', (button) => {
const key = `renewed ${location.pathname}`
const times = Number(sessionStorage.getItem(key))
if (times >= 5) return
sessionStorage.setItem(key, String(times + 1))
button.click()
})
each('[data-wait]', (form) => {
if (form instanceof HTMLFormElement) hearNews(form)
})
}
