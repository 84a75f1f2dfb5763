// What runs in a page that is looked at: it looks again whenever the page changes, and is done when
// what was sought stands there. Must never look by the clock, nor take what nobody could see.

/** What is looked for: the first that is in sight and has the name. */
export const kinds = {
  heading: 'h1',
  pressable: 'button, a[href], summary, input[type=checkbox], input[type=radio]',
  field: 'input, textarea',
  picture: '[role=img]',
  text: 'body',
} as const
export type Kind = keyof typeof kinds

export const seeking = `
  const [what, kind, exact, source, flags, done] = arguments
  const pattern = source === null ? undefined : new RegExp(source, flags)
  const isAlike = (text) => pattern ? pattern.test(text) : text === exact
  const tidy = (text) => (text ?? '').replace(/\\s+/g, ' ').trim()
  const heard = (node) => {
    if (node.nodeType === 3) return node.data
    if (node.nodeType !== 1 || node.hidden || node.ariaHidden === 'true') return ''
    const inside = [...node.childNodes].map(heard).join('')
    return getComputedStyle(node).display === 'inline' ? inside : ' ' + inside + ' '
  }
  const named = (one) => one.ariaLabel ?? tidy(heard(one.labels?.[0] ?? one))
  const holds = (text) => pattern ? pattern.test(text) : text.includes(exact)
  const isSeen = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled
  const isIt = (one) =>
    kind === 'text' ? holds(tidy(one.innerText)) : isSeen(one) && isAlike(named(one))
  const look = () => {
    const found = [...document.querySelectorAll(what)].find(isIt)
    if (found === undefined) return false
    watch.disconnect()
    if (kind !== 'text') found.scrollIntoView({ block: 'center' })
    done(found)
    return true
  }
  const watch = new MutationObserver(look)
  const all = { subtree: true, childList: true, attributes: true, characterData: true }
  if (!look()) watch.observe(document, all)
`

/** Runs it to its end, and gives what it gave as the only one of a list; else what went wrong. */
export const settling = (script: string): string => `
  const args = [...arguments]
  const done = args.pop()
  const run = async (...args) => { ${script} }
  run(...args).then((given) => done([given]), (fault) => done(String(fault)))
`
