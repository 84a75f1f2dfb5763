// Double use: many at once with what may be used once. In `npm run test:deep` so often that what
// happens once in hundreds of times is found.
import { together, type Packet, type RawAnswer } from '../town/wire/one-packet.ts'
import { isDeep, newAddress, type Rig } from './rig.ts'

const atOnce = 50

/**
 * Two nodes share nothing but the database; what one alone does is found in a few. A defect that
 * half of the rounds show is missed by twelve once in four thousand runs.
 */
export const roundsOn = ({ nodes }: Rig): number =>
  nodes.behind.length === 1 ? 2 : isDeep ? 1000 : 12

/** Long enough for all of them. */
export const doubleSeconds = isDeep ? 3600 : 240

/** All of them in one moment, from an address that nobody has called from before. */
export function fifty(rig: Rig, packets: readonly Packet[]): Promise<RawAnswer[]> {
  const from = ['x-forwarded-for', newAddress()] as const
  const all = Array.from({ length: atOnce }, (_none, at) => packets[at % packets.length])
  return together(
    rig.nodes,
    all.flatMap((packet) => (packet ? [{ ...packet, headers: [...packet.headers, from] }] : [])),
  )
}

/** How many of them were let in. */
export const letIn = (answers: readonly RawAnswer[]): number =>
  answers.filter(({ head }) => /set-cookie: __Host-portvakt=[\w-]{43}/i.test(head)).length
