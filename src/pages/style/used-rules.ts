// Leaves in a style sheet only what a page can use: rules whose classes, elements and attributes
// stand in the page, and tokens that some rule refers to. Knows the CSS we write and
// Designsystemet's, not all of CSS.

export interface Rule {
  /** `@media …` or `@supports …` with rules inside, or a list of selectors with declarations. */
  readonly prelude: string
  readonly inside: readonly Rule[] | string
}

/** What stands in a page: `input`, `.card`, `[type]`, `[type=text]`. */
export type Inventory = ReadonlySet<string>

export function readRules(css: string): readonly Rule[] {
  const text = css.replace(/\/\*[\s\S]*?\*\//g, '')
  const rules: Rule[] = []
  let at = 0
  for (;;) {
    const open = text.indexOf('{', at)
    if (open < 0) return rules
    const close = closing(text, open, '{}')
    const prelude = text.slice(at, open).trim()
    const body = text.slice(open + 1, close)
    rules.push({ prelude, inside: prelude.startsWith('@') ? readRules(body) : squeeze(body) })
    at = close + 1
  }
}

const squeeze = (body: string): string =>
  body
    .replace(/\s+/g, ' ')
    .replace(/\s*([;:,])\s+/g, '$1')
    .trim()
    .replace(/;$/, '')

function closing(text: string, open: number, pair: '{}' | '()'): number {
  let depth = 0
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === pair[0]) depth += 1
    if (text[at] === pair[1]) depth -= 1
    if (depth === 0) return at
  }
  return text.length
}

/** The opening tags of a page, as they are written. */
export const tagsIn = (html: string): readonly string[] =>
  html.match(/<[a-z][^>"]*(?:"[^"]*"[^>"]*)*>/g) ?? []

export function inventoryOf(html: string): Inventory {
  const found = new Set<string>()
  for (const [, tag = '', attributes = ''] of html.matchAll(
    /<([a-z][a-z0-9]*)((?:[^>"]|"[^"]*")*)>/g,
  )) {
    found.add(tag)
    for (const [, name = '', value] of attributes.matchAll(/([a-z-]+)(?:="([^"]*)")?/g)) {
      found.add(`[${name}]`)
      if (name === 'class') for (const one of (value ?? '').split(' ')) found.add(`.${one}`)
      else if (value !== undefined && value.length < 20) found.add(`[${name}=${value}]`)
    }
  }
  return found
}

/** The names a style sheet asks for at all: two pages alike in these have the same style. */
export function namesIn(rules: readonly Rule[]): ReadonlySet<string> {
  const names = new Set<string>()
  for (const { prelude, inside } of rules) {
    if (typeof inside !== 'string') for (const name of namesIn(inside)) names.add(name)
    else
      for (const [name] of prelude.matchAll(/\.[a-z][\w-]*|\[[^\]]+\]|(?<![\w.:-])[a-z][a-z0-9]*/g))
        names.add(name.replaceAll(/["']/g, ''))
  }
  return names
}

export function usedStyle(rules: readonly Rule[], inventory: Inventory): string {
  return dropUnusedTokens(dropUnusedKeyframes(usedRules(rules, inventory)))
}

/** A step of an animation is no element, and stands only where something moves by it. */
const dropUnusedKeyframes = (css: string): string =>
  css.replace(/@keyframes ([\w-]+)\{(?:[^{}]*\{[^{}]*\})*\}/g, (whole, name: string) =>
    css.includes(`animation:${name} `) ? whole : '',
  )

function usedRules(rules: readonly Rule[], inventory: Inventory): string {
  let css = ''
  for (const { prelude, inside } of rules) {
    if (typeof inside !== 'string') {
      const children = usedRules(inside, inventory)
      if (children !== '') css += `${prelude}{${children}}`
      continue
    }
    const selectors = splitList(prelude).filter((selector) => isUsed(selector, inventory))
    if (selectors.length > 0) css += `${selectors.join(',')}{${inside}}`
  }
  return css
}

function splitList(selectors: string): readonly string[] {
  const parts: string[] = []
  let from = 0
  for (let at = 0; at <= selectors.length; at += 1) {
    if (selectors[at] === '(') at = closing(selectors, at, '()')
    if (at === selectors.length || selectors[at] === ',') {
      parts.push(selectors.slice(from, at).trim())
      from = at + 1
    }
  }
  return parts
}

/** States that no drawn page is ever in: nothing is greyed out, nothing has a placeholder. */
const never =
  /^(?:disabled|read-only|-moz-read-only|indeterminate|open|placeholder|-moz-placeholder|visited)$/

function isUsed(selector: string, inventory: Inventory): boolean {
  for (let at = 0; at < selector.length;) {
    const rest = selector.slice(at)
    const pseudo = /^::?([\w-]+)/.exec(rest)
    if (pseudo) {
      at += pseudo[0].length
      const name = pseudo[1] ?? ''
      if (never.test(name)) return false
      if (selector[at] !== '(') continue
      const end = closing(selector, at, '()')
      const choices = splitList(selector.slice(at + 1, end))
      if (/^(?:is|where|has)$/.test(name) && !choices.some((one) => isUsed(one, inventory)))
        return false
      at = end + 1
      continue
    }
    const name = /^(?:\.(?:[\w-]|\\.)+|\[[^\]]+\]|[a-z][a-z0-9]*)/.exec(rest)
    if (name) {
      if (!inventory.has(name[0].replaceAll(/["']/g, ''))) return false
      at += name[0].length
    } else at += 1
  }
  return true
}

function dropUnusedTokens(css: string): string {
  const used = new Set([...css.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name))
  const kept = css
    .replace(/(--[\w-]+):([^;{}]*)(;|(?=\}))/g, (whole, name: string) =>
      used.has(name) ? whole : '',
    )
    .replace(/[^{}]+\{\}/g, '')
  return kept.length === css.length ? css : dropUnusedTokens(kept)
}
