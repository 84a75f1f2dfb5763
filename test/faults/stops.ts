// Fault points, counted on the wire: each statement of the flow that is walked, begin and commit
// among them. What the house does beside it (its queue, its cleaning) is let through uncounted.
import type { Crossing } from '../town/wire/wire-frames.ts'
import type { Verdict, Wire } from '../town/wire/wire.ts'

/** Said beside the requests, whenever its time comes. */
const beside = /^(jobs-|message-|forgive |list |read the )|seals|sweep|old counts/

const isOfFlow = ({ kind, isNamed, text, name }: Crossing): boolean =>
  kind === 'statement' ? isNamed && !beside.test(name) : kind === text && kind !== 'session'

/** The statements that a walk sends, by name. */
export async function statementsOf(wire: Wire, walk: () => Promise<unknown>): Promise<string[]> {
  const names: string[] = []
  wire.before = (crossing) => void (isOfFlow(crossing) && names.push(crossing.name))
  await walk()
  wire.before = undefined
  return names
}

export interface Stop {
  readonly isReached: () => boolean
}

/**
 * At the n-th statement of the flow, before it reaches the database, something happens to the line.
 */
export function stopBefore(wire: Wire, point: number, act: Act): Stop {
  return stop(wire, 'before', { point, act })
}

/** The same when the database has carried it out and nobody has heard of it yet. */
export function stopAfter(wire: Wire, point: number, act: Act): Stop {
  return stop(wire, 'after', { point, act })
}

export type Act = (crossing: Crossing) => Promise<Verdict>

function stop(
  wire: Wire,
  end: 'before' | 'after',
  { point, act }: { readonly point: number; readonly act: Act },
): Stop {
  let count = 0
  let isReached = false
  wire[end] = async (crossing) => {
    if (!isOfFlow(crossing)) return 'pass'
    count += 1
    if (count !== point) return 'pass'
    isReached = true
    return act(crossing)
  }
  return { isReached: () => isReached }
}
