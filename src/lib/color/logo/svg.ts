// An SVG of shapes and colours alone, read sign by sign by a grammar so small that what is checked
// here is what every browser reads. Must never let in a script, a style, a text, an address of
// anything outside it, or a word whose meaning is not known here.
import type { PictureRead } from './picture.ts'

const elements = new Set(
  (
    'svg g defs path rect circle ellipse line polyline polygon linearGradient radialGradient stop ' +
    'clipPath title desc'
  ).split(' '),
)

const attributes = new Set(
  (
    'xmlns version id viewBox width height x y x1 y1 x2 y2 cx cy r rx ry fx fy d points transform ' +
    'fill fill-rule fill-opacity clip-rule clip-path clipPathUnits stroke stroke-width ' +
    'stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset ' +
    'stroke-opacity opacity color offset stop-color stop-opacity gradientUnits gradientTransform ' +
    'spreadMethod preserveAspectRatio role'
  ).split(' '),
)

const namespace = 'http://www.w3.org/2000/svg'
const declaration = /^<\?xml version="1\.0"(?: encoding="(?:UTF|utf)-8")?(?: standalone="\w+")?\?>/
// XML's own four blanks alone: JavaScript knows more, and a reader of XML would not skip those.
const tag = /<(\/?)([A-Za-z]+)((?:[ \t\r\n]+[\w:-]+="[^"<&]*")*)[ \t\r\n]*(\/?)>/y
const attribute = /([\w:-]+)="([^"]*)"/g
const plainValue = /^[-\w \t\r\n#.,()+%]*$/
const blank = /^[ \t\r\n]*$/
const ownReference = /^url\(#[\w-]{1,64}\)$/

const wrong = (because: string): PictureRead => ({ is: 'wrong', because })

export function readSvg(bytes: Buffer): PictureRead {
  const text = bytes.toString('utf8')
  if (!Buffer.from(text, 'utf8').equals(bytes)) return wrong('is neither a PNG nor an SVG in UTF-8')
  const open: string[] = []
  let root: ReadonlyMap<string, string> | undefined
  let at = declaration.exec(text)?.[0].length ?? 0
  for (;;) {
    const next = text.indexOf('<', at)
    const between = text.slice(at, next < 0 ? undefined : next)
    const fault = faultBetween(between, open.at(-1))
    if (fault !== undefined) return wrong(fault)
    if (next < 0) break
    tag.lastIndex = next
    const found = tag.exec(text)
    if (!found) return wrong(`has something that is no plain element at sign ${next + 1}`)
    const [whole, end = '', name = '', inside = '', alone = ''] = found
    at = next + whole.length
    if (root && open.length === 0) return wrong('has something after the picture')
    if (end === '/') {
      if (open.pop() !== name || inside !== '' || alone !== '') return wrong('is not well-formed')
      continue
    }
    const stands = readElement(name, inside)
    if (typeof stands === 'string') return wrong(stands)
    if ((name === 'svg') === (root !== undefined)) return wrong(`cannot have «${name}» there`)
    root ??= stands
    if (alone === '') open.push(name)
  }
  return root && open.length === 0 ? sized(root) : wrong('is neither a PNG nor a whole SVG')
}

/** Words stand in a title alone, and an entity nowhere. */
function faultBetween(between: string, inside: string | undefined): string | undefined {
  if (blank.test(between)) return undefined
  const mayHaveWords = inside === 'title' || inside === 'desc'
  return mayHaveWords && !/[&>]/.test(between) ? undefined : 'has words that cannot stand in it'
}

function readElement(name: string, inside: string): ReadonlyMap<string, string> | string {
  if (!elements.has(name)) return `has an element that cannot stand in it: «${name}»`
  const stands = new Map<string, string>()
  for (const [, key = '', value = ''] of inside.matchAll(attribute)) {
    if (!attributes.has(key)) return `has an attribute that cannot stand in it: «${key}»`
    if (stands.has(key)) return 'is not well-formed'
    if (!isHarmless(key, value)) return `has a value that cannot stand in it: «${key}»`
    stands.set(key, value)
  }
  return stands
}

function isHarmless(key: string, value: string): boolean {
  if (key === 'xmlns') return value === namespace
  if (/url/i.test(value)) return ownReference.test(value)
  return plainValue.test(value)
}

/** By its own coordinates, or by its size. */
function sized(root: ReadonlyMap<string, string>): PictureRead {
  if (root.get('xmlns') !== namespace) return wrong('does not say that it is an SVG (xmlns)')
  const [, , across, down] = (root.get('viewBox') ?? '').trim().split(/[\s,]+/)
  const width = Number(across ?? root.get('width')?.replace(/px$/, ''))
  const height = Number(down ?? root.get('height')?.replace(/px$/, ''))
  return width > 0 && height > 0 && Number.isFinite(width) && Number.isFinite(height)
    ? { is: 'right', type: 'image/svg+xml', width, height }
    : wrong('says neither a viewBox nor a width and a height')
}
