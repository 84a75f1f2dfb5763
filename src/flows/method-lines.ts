// A method as its owner sees it: what it is called, what may be shown of it, when it was used.
// Never anything of what it keeps but how many are left.
import type { MethodFacts } from '../domain/facts.ts'
import { openKept } from '../domain/methods/methods.ts'
import type { House } from '../domain/moment.ts'
import { factorNamed } from '../factors/index.ts'
import type { MethodLine } from '../shapes/screen.ts'

interface Reading {
  readonly house: House
  readonly rows: readonly { readonly id: string; readonly kept: string }[]
}

/** One number, and all that it serves: nobody is asked for it twice. */
export function usesOf(
  method: MethodFacts,
  behind: readonly MethodFacts[],
  first: MethodFacts | undefined,
): Pick<MethodLine, 'uses'> {
  const isOne = factorNamed(method.factor)?.channel !== undefined
  if (!isOne || !behind.includes(method)) return {}
  return { uses: method === first ? ['sign-in'] : ['sign-in', 'backup'] }
}

export function shownLine(method: MethodFacts, reading?: Reading): MethodLine {
  const { factor, name, label, usedAt, addedAt, isSilent } = method
  const kind = factorNamed(factor)
  const ending = kind?.channel && label?.slice(-2)
  const row = reading?.rows.find(({ id }) => id === method.id)
  const left =
    kind?.left && row && reading
      ? kind.left(openKept(reading.house, kind, { id: row.id, sealed: row.kept }))
      : undefined
  return {
    factor,
    ...(name && { name }),
    ...(label && { label }),
    ...(ending && { ending }),
    ...(left !== undefined && { left }),
    ...(addedAt && { addedAt }),
    ...(usedAt && { usedAt }),
    ...(isSilent === true && { isSilent }),
  }
}
