// Writes XML: an escaping builder whose output already is exclusive-canonical (Exclusive XML
// Canonicalization 1.0), so that what is signed never has to be parsed first. Must never let a
// value become markup, nor write a sign that XML cannot carry.

/** The only prefixes there are. Each is declared where it is first used, as the canon wants it. */
const spaces = {
  ds: 'http://www.w3.org/2000/09/xmldsig#',
  md: 'urn:oasis:names:tc:SAML:2.0:metadata',
  mdui: 'urn:oasis:names:tc:SAML:metadata:ui',
  saml: 'urn:oasis:names:tc:SAML:2.0:assertion',
  samlp: 'urn:oasis:names:tc:SAML:2.0:protocol',
  shibmd: 'urn:mace:shibboleth:metadata:1.0',
  xenc: 'http://www.w3.org/2001/04/xmlenc#',
  xenc11: 'http://www.w3.org/2009/xmlenc11#',
} as const

type Prefix = keyof typeof spaces
export type Name = `${Prefix}:${string}`

/** Written already, and canonical wherever none of its prefixes is declared around it. */
export class Written {
  readonly text: string
  readonly prefixes: ReadonlySet<string>
  constructor(text: string, prefixes: ReadonlySet<string>) {
    this.text = text
    this.prefixes = prefixes
  }
}

export interface Element {
  readonly name: Name
  /** None has a prefix, but for `xml:lang`. Undefined: not written. */
  readonly attributes: Readonly<Record<string, string | undefined>>
  readonly children: readonly Child[]
}

export type Child = Element | Written | string

export const element = (
  name: Name,
  attributes: Element['attributes'] = {},
  ...children: readonly (Child | undefined)[]
): Element => ({
  name,
  attributes,
  children: children.filter((child) => child !== undefined),
})

/** XML cannot carry this sign, in whatever way it is written (XML 1.0, 2.2). */
export class UnsayableText extends Error {
  constructor() {
    super('A text holds a sign that XML cannot carry')
    this.name = 'UnsayableText'
  }
}

// Any code point that `Char` leaves out, and halves of pairs that stand alone.
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const unsayable = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/u
// Besides, what some readers take for the end of a line: then a signature no longer fits for them.
const everyUnsaid = new RegExp(`${unsayable.source}|[\\x7f-\\x9f\\u2028\\u2029]`, 'gu')

/** For text that others wrote: what cannot be said becomes a sign that says so. */
export const sayable = (text: string): string => text.replace(everyUnsaid, '\ufffd')

const textMarks: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\r': '&#xD;',
}
const valueMarks: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
}

const plain = /^[\w .:/@+=#?;,()-]*$/

function escapeText(text: string): string {
  if (plain.test(text)) return text
  if (unsayable.test(text)) throw new UnsayableText()
  return text.replace(/[&<>\r]/g, (mark) => textMarks[mark] ?? '')
}

function escapeValue(value: string): string {
  if (plain.test(value)) return value
  if (unsayable.test(value)) throw new UnsayableText()
  return value.replace(/[&<"\t\n\r]/g, (mark) => valueMarks[mark] ?? '')
}

const nameForm = /^[a-z0-9]+:[A-Za-z][A-Za-z0-9]*$/
const attributeForm = /^(?:xml:lang|[A-Za-z][A-Za-z0-9]*)$/
const none: ReadonlySet<string> = new Set()

/** As it would be canonicalised by itself: the form that is hashed and signed. */
export function write(root: Element): Written {
  const prefixes = new Set<string>()
  return new Written(writeInto(root, none, prefixes), prefixes)
}

/** The same, cut open before its child at this place: a signature of it stands there. */
export function writeAround(root: Element, place: number): Parted {
  const prefixes = new Set<string>()
  const { open, close, declared } = frameOf(root, none, prefixes)
  const inside = root.children.map((child) => writeChild(child, declared, prefixes))
  return {
    before: `${open}${inside.slice(0, place).join('')}`,
    after: `${inside.slice(place).join('')}${close}`,
    declared,
    prefixes,
  }
}

interface Parted {
  readonly before: string
  readonly after: string
  /** What is declared where it was cut. */
  readonly declared: ReadonlySet<string>
  readonly prefixes: Set<string>
}

/** As it stands inside something that has declared these. */
export const writeWithin = (
  inner: Element,
  declared: ReadonlySet<string>,
  prefixes: Set<string>,
): string => writeInto(inner, declared, prefixes)

function writeInto(
  root: Element,
  declaredAround: ReadonlySet<string>,
  prefixes: Set<string>,
): string {
  const { open, close, declared } = frameOf(root, declaredAround, prefixes)
  let inside = ''
  for (const child of root.children) inside += writeChild(child, declared, prefixes)
  return `${open}${inside}${close}`
}

function writeChild(child: Child, declared: ReadonlySet<string>, prefixes: Set<string>): string {
  if (typeof child === 'string') return escapeText(child)
  if (!(child instanceof Written)) return writeInto(child, declared, prefixes)
  for (const prefix of child.prefixes) {
    if (declared.has(prefix)) throw new Error(`«${prefix}» is declared around what is written`)
    prefixes.add(prefix)
  }
  return child.text
}

interface Frame {
  readonly open: string
  readonly close: string
  readonly declared: ReadonlySet<string>
}

function frameOf(
  { name, attributes }: Element,
  around: ReadonlySet<string>,
  prefixes: Set<string>,
): Frame {
  if (!nameForm.test(name)) throw new Error(`«${name}» is no name of an element`)
  const prefix = name.slice(0, name.indexOf(':'))
  const space: string | undefined = (spaces as Readonly<Record<string, string>>)[prefix]
  if (space === undefined) throw new Error(`«${prefix}» is no prefix of ours`)
  prefixes.add(prefix)
  const isNew = !around.has(prefix)
  const opening = isNew ? `<${name} xmlns:${prefix}="${space}"` : `<${name}`
  return {
    open: `${opening}${writeAttributes(attributes)}>`,
    close: `</${name}>`,
    declared: isNew ? new Set(around).add(prefix) : around,
  }
}

/** Those without a namespace by their names, and then `xml:lang`. */
function writeAttributes(attributes: Element['attributes']): string {
  let plainOnes = ''
  let language = ''
  for (const name of Object.keys(attributes).toSorted(byCodePoint)) {
    const value = attributes[name]
    if (value === undefined) continue
    if (!attributeForm.test(name)) throw new Error(`«${name}» is no name of an attribute`)
    const written = ` ${name}="${escapeValue(value)}"`
    if (name === 'xml:lang') language = written
    else plainOnes += written
  }
  return plainOnes + language
}

const byCodePoint = (one: string, other: string): number => (one < other ? -1 : 1)
