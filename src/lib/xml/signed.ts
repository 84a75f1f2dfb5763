// Reads what a partner has signed, and nothing else. Two verifiers that share no code must find the
// same bytes signed by the same key out of the metadata; then those bytes are read anew, and only
// what stands in them is given on. Must never give on a node of the document that came.
import { createHash, verify } from 'node:crypto'
import type * as libxml2 from 'libxml2-wasm'
import { spaces } from '../saml/names.ts'
import type { PartnerKey } from '../saml/partner-keys.ts'
import { type Opened, readSignedBytes, withDocument, type XmlElement } from './read.ts'
import { signedBySecond } from './second-verifier.ts'
import { partsOf, shapeOf, type SignatureShape, wrongSignature } from './signature-shape.ts'
import type { SchemaName } from './validators.ts'
import { everyElement, isNamed } from './walk.ts'

export interface SignedDocument {
  /**
   * As it came. Nothing in it is proven: what it says may be a reason to refuse, and never one to
   * believe.
   */
  readonly claimed: XmlElement
  /** What is signed: the root, or what stands straight in it. Each read from its signed bytes. */
  readonly root?: XmlElement
  readonly inner: readonly XmlElement[]
}

/** Where a signature stands: the way down to the element that it is in. */
type Place = readonly [] | readonly [number]

/** Throws where any signature in the document is wrong, or stands where none may. */
export async function readSigned(
  text: string,
  schema: SchemaName,
  keys: readonly PartnerKey[],
): Promise<SignedDocument> {
  const claimed = await withDocument(text, schema, ({ tree }) => tree)
  const places = placesIn(claimed)
  const parts: { place: Place; tree: XmlElement }[] = []
  for (const place of places) {
    const found = await withDocument(text, schema, (opened) => signedAt(place, opened))
    parts.push({ place, tree: await agreed(found, text, keys) })
  }
  const root = parts.find(({ place }) => place.length === 0)?.tree
  return {
    claimed,
    ...(root && { root }),
    inner: parts.flatMap(({ place, tree }) => (place.length === 0 ? [] : [tree])),
  }
}

/** At most one for each element, and none deeper down, or in what nobody reads. */
function placesIn(root: XmlElement): readonly Place[] {
  const holds = (element: XmlElement): number =>
    element.children.filter((child) => isNamed(child, spaces.signature, 'Signature')).length
  const places: Place[] = [
    ...(holds(root) > 0 ? [[] as const] : []),
    ...root.children.flatMap((child, at) => (holds(child) > 0 ? [[at] as const] : [])),
  ]
  const all = [...everyElement(root)].filter(({ space }) => space === spaces.signature)
  const count = all.filter(({ name }) => name === 'Signature').length
  if (count !== places.length) throw wrongSignature('A signature stands where none may stand')
  return places
}

interface Found {
  /** The signature and what it signs, both in canonical form. */
  readonly signature: string
  /** SignedInfo: what the key has signed. */
  readonly list: string
  readonly target: string
  readonly value: Buffer
  readonly shape: SignatureShape
}

/** All that needs the parsed document, which is gone after it. */
function signedAt(place: Place, { parser, document, tree }: Opened): Found {
  const { lib } = parser
  const at = place[0]
  const element = at === undefined ? document.root : elementsOf(document.root, lib)[at]
  const said = at === undefined ? tree : tree.children[at]
  const signature = element && elementsOf(element, lib).find(isSignature)
  const saidSignature = said?.children.find((one) => isNamed(one, spaces.signature, 'Signature'))
  const list = signature && elementsOf(signature, lib)[0]
  if (!element || !said || !signature || !saidSignature || !list)
    throw wrongSignature('There is no signature')
  const { value, said: unproven } = partsOf(saidSignature)
  const shape = shapeOf(unproven)
  if (said.attributes['ID'] !== shape.target)
    throw wrongSignature('The signature is of another element than it stands in')
  const found = {
    signature: canonical(signature, lib, []),
    list: canonical(list, lib, []),
  }
  signature.remove()
  return { ...found, target: canonical(element, lib, shape.kept), value, shape }
}

const isSignature = (element: libxml2.XmlElement): boolean =>
  element.namespaceUri === spaces.signature && element.name === 'Signature'

function elementsOf(
  element: libxml2.XmlElement,
  { XmlElement: Element }: typeof libxml2,
): readonly libxml2.XmlElement[] {
  const found: libxml2.XmlElement[] = []
  for (let node = element.firstChild; node; node = node.next)
    if (node instanceof Element) found.push(node)
  return found
}

function canonical(
  element: libxml2.XmlElement,
  { XmlC14NMode }: typeof libxml2,
  kept: readonly string[],
): string {
  const text = element.canonicalizeToString({
    mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0,
    withComments: false,
    ...(kept.length > 0 && { inclusiveNamespacePrefixes: [...kept] }),
  })
  // A library that gives up half-way must never leave something that could be signed.
  if (!text.startsWith('<') || !text.endsWith('>'))
    throw wrongSignature('There is no canonical form of it')
  return text
}

/** One of the keys, and both verifiers; what is read are the bytes that both have found. */
async function agreed(
  found: Found,
  text: string,
  keys: readonly PartnerKey[],
): Promise<XmlElement> {
  const proven = shapeOf(await readSignedBytes(found.list))
  if (JSON.stringify(proven) !== JSON.stringify(found.shape))
    throw wrongSignature('What is signed says something else than it did')
  const digest = createHash(proven.digestHash).update(found.target).digest()
  if (!digest.equals(proven.digest)) throw wrongSignature('What was signed has been changed')
  const key = keys.find((one) => isSignedBy(one, found))
  if (!key) throw wrongSignature('No key of the partner has signed it')
  if (signedBySecond(text, found.signature, key.key) !== found.target)
    throw wrongSignature('The verifiers do not agree about it')
  return readSignedBytes(found.target)
}

const isSignedBy = ({ key, kind }: PartnerKey, { list, value, shape }: Found): boolean =>
  kind === shape.key &&
  verify(shape.hash, Buffer.from(list), { key, dsaEncoding: 'ieee-p1363' }, value)
