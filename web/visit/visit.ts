// The small script that helps the drawn pages: shows the password, ticks the rules off, copies.
// Every page works without it. One file without imports: it is inlined into the page, and its hash
// stands in the content security policy.

interface RuleFacts {
  readonly rule: string
  readonly min: number
  readonly parts: readonly string[]
}

/** The same demands as the server's; what only the server can know is never ticked here. */
function holds({ rule, min, parts }: RuleFacts, password: string): boolean {
  const typed = password.normalize('NFC')
  if (rule === 'length') return [...typed].length >= min
  if (rule === 'digit') return /\p{Nd}/u.test(typed)
  if (rule === 'letter') return /\p{L}/u.test(typed)
  if (rule !== 'no-name' || typed === '') return false
  const small = typed.toLocaleLowerCase('nb')
  return !parts.some((part) => small.includes(part.normalize('NFC').toLocaleLowerCase('nb')))
}

const input = (id: string | undefined): HTMLInputElement | null => {
  const found = document.getElementById(id ?? '')
  return found instanceof HTMLInputElement ? found : null
}

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
      const parts: unknown = JSON.parse(line.dataset['parts'] ?? '[]')
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

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copies]')) {
  button.hidden = false
  button.addEventListener('click', () => {
    void navigator.clipboard.writeText(button.dataset['copies'] ?? '').then(() => {
      button.textContent = button.dataset['copied'] ?? ''
    })
  })
}
