// From an element to what stands straight in it, by namespace and name. Nothing here looks deeper
// than one step: who searches a whole document for a name finds what somebody else put there.
import { XmlRefused } from './gate.ts'
import type { XmlElement } from './read.ts'

export const isNamed = (element: XmlElement, space: string, name: string): boolean =>
  element.space === space && element.name === name

export const childrenOf = (
  element: XmlElement,
  space: string,
  name: string,
): readonly XmlElement[] => element.children.filter((child) => isNamed(child, space, name))

/** The only one, or none; where there are two, nobody can know which was meant. */
export function childOf(element: XmlElement, space: string, name: string): XmlElement | undefined {
  const [first, second] = childrenOf(element, space, name)
  if (second) throw new XmlRefused('names', `There is more than one ${name}`)
  return first
}

export const textOf = (element: XmlElement | undefined): string | undefined =>
  element && (element.text.trim() || undefined)

/** An xs:boolean, which the schema has held. */
export const isTrue = (value: string | undefined): boolean =>
  value !== undefined && ['true', '1'].includes(value.trim())

/** An xs:dateTime with its zone; a time without one is nobody's. */
export function timeOf(value: string | undefined): Date | undefined {
  if (value === undefined || !/(Z|[+-]\d\d:\d\d)$/.test(value.trim())) return undefined
  const time = new Date(value.trim())
  return Number.isNaN(time.getTime()) ? undefined : time
}

/** Every element of the tree, itself first. Only to count and to refuse, never to read. */
export function* everyElement(element: XmlElement): Generator<XmlElement> {
  yield element
  for (const child of element.children) yield* everyElement(child)
}
