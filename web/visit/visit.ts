// The small script that helps the drawn pages: shows the password, ticks the rules off.
// Every page works without it. tools/visit-script.ts puts it and what it imports into one file,
// which is inlined, and whose hash stands in the content security policy.
import { meetsRule } from '../../src/shapes/password-rule.ts'
import type { PasswordRule } from '../../src/shapes/screen.ts'

function ruleOf(line: HTMLElement): PasswordRule | undefined {
  const { rule, min, parts } = line.dataset
  if (rule === 'length') return { rule, min: Number(min) }
  if (rule === 'digit' || rule === 'letter' || rule === 'not-common') return { rule }
  if (rule !== 'no-name') return undefined
  const names: unknown = JSON.parse(parts ?? '[]')
  return { rule, parts: Array.isArray(names) ? names.map(String) : [] }
}

const input = (id: string | undefined): HTMLInputElement | null => {
  const found = document.getElementById(id ?? '')
  return found instanceof HTMLInputElement ? found : null
}

// A refused answer is drawn at once, at the address it was sent to. The browser shall remember the
// question there and not the sending, or Back and reload ask whether to send it once more.
if (document.querySelector('[aria-invalid]'))
  history.replaceState(null, '', document.querySelector<HTMLFormElement>('form.card')?.action)

// Back from another house, or on the way to an application, there is nothing left to choose: the
// press is only there because an address that is looked at changes nothing.
if (/^\/(?:connections|saml)\//.test(location.pathname))
  document.querySelector<HTMLButtonElement>('[data-onward]')?.click()

// Nor is there where the application has said to whose house it leads.
document.querySelector<HTMLButtonElement>('[data-at-once]')?.click()

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-shows]')) {
  const field = input(button.dataset['shows'])
  if (!field) continue
  const show = button.textContent
  const set = (visible: boolean): void => {
    field.type = visible ? 'text' : 'password'
    button.textContent = visible ? (button.dataset['hide'] ?? '') : show
  }
  button.hidden = false
  button.addEventListener('click', () => {
    set(field.type === 'password')
    field.focus()
  })
  // A password that is shown would be kept by the browser as an ordinary field.
  field.form?.addEventListener('submit', () => set(false))
}

for (const list of document.querySelectorAll<HTMLElement>('[data-for]')) {
  const field = input(list.dataset['for'])
  if (!field) continue
  const word = document.createElement('span')
  word.className = 'heard'
  word.textContent = `, ${list.dataset['heldWord']}`
  const tick = (): void => {
    for (const line of list.querySelectorAll<HTMLElement>('[data-rule]')) {
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
