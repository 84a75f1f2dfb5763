// What a signature in XML may look like here: one shape, and no other. One reference, to the
// element that it stands in; the enveloped signature taken out, exclusive canonical form without
// comments, and no algorithm that is weak. What a standard allows beyond that is refused unread.
import { algorithms, spaces } from '../saml/names.ts'
import { XmlRefused } from './gate.ts'
import type { XmlElement } from './read.ts'
import { isNamed } from './walk.ts'

export interface SignatureShape {
  readonly key: 'rsa' | 'ec'
  readonly hash: 'sha256' | 'sha384' | 'sha512'
  readonly digestHash: 'sha256' | 'sha384' | 'sha512'
  /** The id of what is signed. */
  readonly target: string
  readonly digest: Buffer
  /** Prefixes that the canonical form keeps although no name uses them. */
  readonly kept: readonly string[]
}

export const wrongSignature = (message: string): XmlRefused => new XmlRefused('signature', message)

const exclusiveSpace = 'http://www.w3.org/2001/10/xml-exc-c14n#'

/**
 * Of the Signature element: what was signed, and its bytes. A key that stands in it is not read.
 */
export function partsOf(signature: XmlElement): { said: XmlElement; value: Buffer } {
  const [said, value, keyInfo, ...more] = signature.children
  const isWhole =
    said &&
    value &&
    isNamed(said, spaces.signature, 'SignedInfo') &&
    isNamed(value, spaces.signature, 'SignatureValue') &&
    (!keyInfo || isNamed(keyInfo, spaces.signature, 'KeyInfo')) &&
    more.length === 0
  if (!isWhole) throw wrongSignature('The signature has other parts than it may have')
  return { said, value: base64(value) }
}

/** Throws for every other shape. */
export function shapeOf(said: XmlElement): SignatureShape {
  const [canonical, method, reference] = parts(said, [
    'CanonicalizationMethod',
    'SignatureMethod',
    'Reference',
  ])
  if (algorithm(canonical) !== algorithms.exclusive)
    throw wrongSignature('It is not in exclusive canonical form')
  parts(canonical, [])
  parts(method, [])
  const signing = chosen(algorithms.signatures, algorithm(method))
  const [transforms, digestMethod, digestValue] = parts(reference, [
    'Transforms',
    'DigestMethod',
    'DigestValue',
  ])
  parts(digestMethod, [])
  return {
    ...signing,
    digestHash: chosen(algorithms.digests, algorithm(digestMethod)),
    target: targetOf(reference),
    digest: base64(digestValue),
    kept: keptBy(transforms),
  }
}

function targetOf({ attributes }: XmlElement): string {
  const found = /^#([A-Za-z_][\w.-]*)$/.exec(attributes['URI'] ?? '')?.[1]
  if (found === undefined) throw wrongSignature('It does not refer to one element by its id')
  return found
}

/** Exactly two, in this order. */
function keptBy(transforms: XmlElement): readonly string[] {
  const [enveloped, exclusive] = parts(transforms, ['Transform', 'Transform'])
  if (
    algorithm(enveloped) !== algorithms.enveloped ||
    algorithm(exclusive) !== algorithms.exclusive
  )
    throw wrongSignature('It is transformed in a way that is not taken')
  parts(enveloped, [])
  const [list, ...more] = exclusive.children
  if (!list) return []
  if (more.length > 0 || !isNamed(list, exclusiveSpace, 'InclusiveNamespaces') || list.children[0])
    throw wrongSignature('Its canonical form is given something that is not known')
  const prefixes = (list.attributes['PrefixList'] ?? '').split(/\s+/).filter(Boolean)
  if (prefixes.length > 20 || !prefixes.every((one) => /^[A-Za-z_#][\w.-]*$/.test(one)))
    throw wrongSignature('Its list of prefixes is none')
  return prefixes
}

/** Each named child once, in order, and nothing beside them. */
function parts<const Names extends readonly string[]>(
  element: XmlElement,
  names: Names,
): { readonly [At in keyof Names]: XmlElement } {
  const { children } = element
  const isRight =
    children.length === names.length &&
    children.every((child, at) => isNamed(child, spaces.signature, names[at] ?? ''))
  if (!isRight || (names.length > 0 && element.text.trim() !== ''))
    throw wrongSignature(`${element.name} has other parts than it may have`)
  return children as unknown as { readonly [At in keyof Names]: XmlElement }
}

const algorithm = ({ attributes }: XmlElement): string => attributes['Algorithm'] ?? ''

function chosen<Chosen>(list: Readonly<Record<string, Chosen>>, name: string): Chosen {
  const found = Object.hasOwn(list, name) ? list[name] : undefined
  if (found === undefined) throw wrongSignature(`«${name.slice(0, 100)}» is not taken`)
  return found
}

function base64(element: XmlElement): Buffer {
  const text = element.text.replaceAll(/\s/g, '')
  if (element.children.length > 0 || text === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(text))
    throw wrongSignature(`${element.name} is no base64`)
  return Buffer.from(text, 'base64')
}
