// The only way in for XML: judged as text, parsed without a network, judged as a tree, held against
// the published schema, and given on as a plain tree that nobody can change. Whoever reads it
// walks by namespace and name from the root. Must never give on a tree that was not judged whole.
import type * as libxml2 from 'libxml2-wasm'
import { letIn, type Limits, XmlRefused } from './gate.ts'
import { openParser, type Parser, type SchemaName } from './validators.ts'

export interface XmlElement {
  readonly space: string
  readonly name: string
  /** By local name; those in a namespace stand as «{namespace}name». */
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  /** What is written straight in it, not in its children. */
  readonly text: string
}

/** An answer with its attributes is some 10 kB; a house that describes itself some 30. */
const limitsOf: Readonly<Record<SchemaName, Limits>> = {
  protocol: { characters: 262_144, elements: 5000, isDescription: false },
  metadata: { characters: 1_048_576, elements: 20_000, isDescription: true },
}

export interface Opened {
  readonly parser: Parser
  readonly document: libxml2.XmlDocument
  readonly tree: XmlElement
}

export const readXml = (text: string, schema: SchemaName): Promise<XmlElement> =>
  withDocument(text, schema, ({ tree }) => tree)

/**
 * What was signed, in its canonical form: it has been through the gate as a part of its document,
 * so that it is not held against the schema again, which canonical form may leave without the
 * namespaces that only values speak of.
 */
export async function readSignedBytes(text: string): Promise<XmlElement> {
  const limits = limitsOf.metadata
  const parser = await openParser()
  const document = parsed(letIn(text, { ...limits, isDescription: false }), parser)
  try {
    return new Walk(parser, limits).tree(document)
  } finally {
    document.dispose()
  }
}

/** The parsed document is freed when the work is done, however it ends: it may not be kept. */
export async function withDocument<Result>(
  text: string,
  schema: SchemaName,
  work: (opened: Opened) => Result,
): Promise<Result> {
  const limits = limitsOf[schema]
  const whole = letIn(text, limits)
  const parser = await openParser()
  const document = parsed(whole, parser)
  try {
    const tree = new Walk(parser, limits).tree(document)
    held(document, schema, parser)
    return work({ parser, document, tree })
  } finally {
    document.dispose()
  }
}

function parsed(text: string, { lib, options }: Parser): libxml2.XmlDocument {
  try {
    return lib.XmlDocument.fromString(text, options)
  } catch (cause) {
    throw new XmlRefused('form', `It is not well-formed: ${sentence(cause)}`)
  }
}

function held(document: libxml2.XmlDocument, schema: SchemaName, parser: Parser): void {
  try {
    parser.validate(document, schema)
  } catch (cause) {
    throw new XmlRefused('schema', `It is not as the schema has it: ${sentence(cause)}`)
  }
}

const sentence = (cause: unknown): string =>
  cause instanceof Error ? (cause.message.split('\n')[0] ?? '').slice(0, 200) : ''

/** An absolute address or name: with a relative one, canonical XML is not defined. */
const absolute = /^[a-z][a-z0-9+.-]*:./i
const instance = 'http://www.w3.org/2001/XMLSchema-instance'
const xmlSpace = 'http://www.w3.org/XML/1998/namespace'

class Walk {
  readonly #parser: Parser
  readonly #limits: Limits
  readonly #ids = new Set<string>()
  #elements = 0

  constructor(parser: Parser, limits: Limits) {
    this.#parser = parser
    this.#limits = limits
  }

  tree(document: libxml2.XmlDocument): XmlElement {
    if (document.dtd) throw new XmlRefused('markup', 'It holds a document type')
    return this.#element(document.root)
  }

  #element(element: libxml2.XmlElement): XmlElement {
    this.#elements += 1
    if (this.#elements > this.#limits.elements)
      throw new XmlRefused('size', `It has more than ${this.#limits.elements} elements`)
    for (const address of Object.values(element.nsDeclarations))
      if (address !== '' && !absolute.test(address))
        throw new XmlRefused('names', 'A namespace is relative')
    return Object.freeze({
      space: element.namespaceUri,
      name: element.name,
      attributes: this.#attributes(element),
      ...this.#inside(element),
    })
  }

  #attributes(element: libxml2.XmlElement): Readonly<Record<string, string>> {
    const found: Record<string, string> = Object.create(null)
    for (const { namespaceUri: space, name, value } of element.attrs) {
      if (space === xmlSpace && name === 'id')
        throw new XmlRefused('ids', 'An xml:id would be a second kind of id')
      if (space === instance && /schemalocation$/i.test(name) && !this.#limits.isDescription)
        throw new XmlRefused('names', 'It names a schema of its own')
      if (name.toLowerCase() === 'id') this.#own(value)
      found[space ? `{${space}}${name}` : name] = value
    }
    return Object.freeze(found)
  }

  /** Wherever it stands and however it is written: what a signature points at is one element. */
  #own(id: string): void {
    if (this.#ids.has(id)) throw new XmlRefused('ids', 'Two elements have the same id')
    this.#ids.add(id)
  }

  #inside(element: libxml2.XmlElement): Pick<XmlElement, 'children' | 'text'> {
    const { XmlElement: Element, XmlText: Text, XmlComment: Remark } = this.#parser.lib
    const children: XmlElement[] = []
    const texts: string[] = []
    let hasRemark = false
    for (let node = element.firstChild; node; node = node.next) {
      if (node instanceof Element) children.push(this.#element(node))
      else if (node instanceof Text) texts.push(node.content)
      else if (node instanceof Remark && this.#limits.isDescription) hasRemark = true
      else throw new XmlRefused('markup', 'It holds more than elements and text')
    }
    const text = texts.join('')
    if (hasRemark && text.trim() !== '')
      throw new XmlRefused('markup', 'A comment cuts a text in two')
    return { children: Object.freeze(children), text }
  }
}
