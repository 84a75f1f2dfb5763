// The second small script, for the pages of the methods: sends a pasted code, counts down, copies,
// keeps, hears news. Every page works without it.
import { copy } from '../copy.ts'
import { helpWithCode } from './code.ts'
import { hearNews } from './news.ts'
import { countDown, showLate } from './time.ts'

const each = (what: string, act: (found: HTMLElement) => void): void => {
  for (const found of document.querySelectorAll<HTMLElement>(what)) act(found)
}

each('[data-copies]', (button) => {
  button.hidden = false
  button.addEventListener('click', () => {
    // The address of the page itself is known to the browser only.
    void copy(button.dataset['copies'] || location.href).then((isCopied) => {
      if (isCopied && button.nextElementSibling)
        button.nextElementSibling.textContent = button.dataset['copied'] ?? ''
    })
  })
})

// A file that is made here: nothing of it is asked for or sent.
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

// Where there is room for the whole page and a keyboard beside it, the code is typed right away; on
// a phone the keys would hide what is to be done first.
each('[data-roomy]', (field) => {
  const isRoomy = matchMedia('(min-width: 48rem) and (hover: hover) and (pointer: fine)').matches
  // What is to be done first stands above it, and stays in sight.
  if (isRoomy) field.focus({ preventScroll: true })
})

// A code that has run out while the page stood open is made anew, unnoticed; not for ever, since
// somebody may have left.
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
