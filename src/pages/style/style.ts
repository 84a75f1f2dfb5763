// The style of one page: Designsystemet's parts and our own, with the organisation's colours, and
// only what the page uses. Read once, kept per colour and per kind of page.
import { readFileSync } from 'node:fs'
import { makeSteps, neutral, type Mode, type Steps } from '../../lib/color/color-scheme.ts'
import { isHexColor } from '../../lib/color/contrast.ts'
import { sha256 } from '../../lib/digest.ts'
import { remembering } from '../../lib/remembering.ts'
import { inventoryOf, namesIn, tagsIn, readRules, usedStyle, type Rule } from './used-rules.ts'

export interface Inlined {
  readonly text: string
  /** `'sha256-…'`, as the content security policy wants it. */
  readonly hash: string
}

export const inlined = (text: string): Inlined => ({
  text,
  hash: `'sha256-${sha256(text).toString('base64')}'`,
})

/** The script sets these while the page is open; they never stand in what is drawn. */
const setByScript = ['[data-held]', '.heard']
const plain = '#0b5d4f'
const rememberedMax = 400

let sheet: { readonly rules: readonly Rule[]; readonly names: ReadonlySet<string> } | undefined
const remembered = new Map<string, Inlined>()

export function styleFor(body: string, color: string): Inlined {
  sheet ??= readSheet()
  const brand = isHexColor(color) ? color.toLowerCase() : plain
  const used = new Set<string>()
  for (const tag of tagsIn(body)) used.add(namesOf(tag.replace(told, '$1')))
  const key = [brand, ...used].join(' ')
  const found = remembered.get(key)
  if (found !== undefined) return found
  if (remembered.size >= rememberedMax) remembered.clear()
  const present = new Set([...inventoryOf(body), 'html', 'body', ...setByScript])
  const made = inlined(usedStyle([...tokenRules(brand), ...sheet.rules], present))
  remembered.set(key, made)
  return made
}

/** All of it, for a page that draws itself and may come to use anything. */
export const wholeStyle = remembering(rememberedMax, (color): Inlined => {
  sheet ??= readSheet()
  const rules = [...tokenRules(isHexColor(color) ? color.toLowerCase() : plain), ...sheet.rules]
  return inlined(usedStyle(rules, new Set([...sheet.names, ...setByScript])))
})

/** Values that differ from page to page, and that no rule looks at. */
const told = /( (?:value|href|action)=")[^"]*/g

/** What the style sheet can see of one tag. Most tags are the same on every page. */
const namesOf = remembering(rememberedMax, (tag) => {
  sheet ??= readSheet()
  const { names } = sheet
  return [...inventoryOf(tag)].filter((name) => names.has(name)).join(' ')
})

function readSheet(): NonNullable<typeof sheet> {
  const theirs = ['button.css', 'link.css', 'input.css'].map((name) =>
    readFileSync(new URL(import.meta.resolve(`@digdir/designsystemet-css/${name}`)), 'utf8'),
  )
  const ours = readFileSync(new URL('portvakt.css', import.meta.url), 'utf8')
  const rules = readRules([...theirs, ours].join('\n'))
  return { rules, names: namesIn(rules) }
}

/**
 * Grey, good and bad are the same in every house; they are worked out with the same ladder as the
 * brand.
 */
const others = { neutral, danger: '#b3201a', success: '#14713f' } as const

function tokenRules(brand: string): readonly Rule[] {
  const root = (mode: Mode): Rule => ({ prelude: ':root', inside: tokens(brand, mode) })
  return [root('light'), { prelude: '@media (prefers-color-scheme:dark)', inside: [root('dark')] }]
}

const tokens = (brand: string, mode: Mode): string =>
  [
    declare('--ds-color-', makeSteps(brand, mode)),
    ...Object.entries(others).map(([name, hex]) =>
      declare(`--ds-color-${name}-`, makeSteps(hex, mode)),
    ),
  ].join(';')

const declare = (prefix: string, steps: Steps): string =>
  Object.entries(steps)
    .map(([name, hex]) => `${prefix}${name}:${hex}`)
    .join(';')
