import fc from 'fast-check'
import { XmlDocument, XmlC14NMode } from 'libxml2-wasm'
import { describe, expect, test } from 'vitest'
import { element, sayable, UnsayableText, write, writeAround, type Element } from './write.ts'

/** As libxml2 has it, which nobody here wrote. */
function canonical(text: string): string {
  const document = XmlDocument.fromString(text)
  const canon = document.canonicalizeToString({ mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0 })
  document.dispose()
  return canon
}

const prefixes = ['saml', 'samlp', 'ds', 'md'] as const
const word = fc.string({ unit: 'binary', maxLength: 12 }).map(sayable)
const { tree } = fc.letrec<{ tree: Element }>((tie) => ({
  tree: fc.record({
    name: fc.constantFrom(...prefixes).map((prefix) => `${prefix}:Part` as const),
    attributes: fc.dictionary(fc.constantFrom('ID', 'Id', 'Name', 'a', 'B', 'xml:lang'), word, {
      noNullPrototype: true,
    }),
    children: fc.array(fc.oneof({ depthSize: 'small' }, word, tie('tree')), { maxLength: 4 }),
  }),
}))

describe('what is written', () => {
  test('is canonical already, whatever stands in it', () => {
    fc.assert(
      fc.property(tree, (root) => {
        const { text } = write(root)
        expect(canonical(text)).toBe(text)
      }),
      { numRuns: 500 },
    )
  })

  test('reads back as what was meant', () => {
    const said = '</saml:AttributeValue> & "x" \' ]]> <!-- \t\n\r æøå 🔑 \u0085\u2028'
    const { text } = write(element('saml:AttributeValue', { Name: said }, said))
    const document = XmlDocument.fromString(text)
    expect(document.root.content).toBe(said)
    expect(document.root.attr('Name')?.value).toBe(said)
    expect(document.root.firstChild?.next).toBeNull()
    document.dispose()
  })

  test('stands the same when it is cut open', () => {
    fc.assert(
      fc.property(tree, fc.nat(5), (root, place) => {
        const { before, after } = writeAround(root, place)
        expect(before + after).toBe(write(root).text)
      }),
    )
  })
})

describe('what cannot be written', () => {
  test.each([
    '\0',
    '\x01',
    '\x08',
    '\x0b',
    '\x0c',
    '\x1b',
    '\x1f',
    '\ufffe',
    '\uffff',
    '\ud800',
    '\udc00',
  ])('a sign that XML cannot carry is refused: %j', (sign) => {
    expect(() => write(element('saml:Part', {}, `a${sign}b`))).toThrow(UnsayableText)
    expect(() => write(element('saml:Part', { Name: `a${sign}b` }))).toThrow(UnsayableText)
    expect(write(element('saml:Part', {}, sayable(`a${sign}b`))).text).toContain('a\ufffdb')
  })

  test('a name that is none, and a prefix that is not ours', () => {
    expect(() => write(element('saml:Part><x'))).toThrow('no name of an element')
    expect(() => write(element('saml:Part', { 'a="" b': 'x' }))).toThrow('no name of an attribute')
    expect(() => write({ name: 'evil:Part' as 'saml:Part', attributes: {}, children: [] })).toThrow(
      'no prefix of ours',
    )
  })

  test('a part that would be another one where it stands', () => {
    const inner = write(element('saml:Assertion', {}, element('ds:Signature')))
    expect(() => write(element('saml:Advice', {}, inner))).toThrow('declared around')
    expect(write(element('samlp:Response', {}, inner)).text).toContain(inner.text)
  })
})
