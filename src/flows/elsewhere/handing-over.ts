// Setting up that is handed over to a phone, as the visit that waits sees it: what may be handed
// over, the page that waits, and what is taken back. Must never hand over more than is asked for
// here, or anything that what was shown here does not bear.
import type { Facts } from '../../domain/facts.ts'
import type { Moment } from '../../domain/moment.ts'
import { Refusal } from '../../domain/refusal.ts'
import {
  handOver,
  handOverCode,
  handOverPair,
  newHandOverId,
  proofFromPhone,
  takeHandOver,
} from '../../domain/visits/hand-overs.ts'
import { drawQr } from '../../lib/methods/qr.ts'
import { sayPlainCode } from '../../lib/random.ts'
import type { Around, Screen } from '../../shapes/screen.ts'
import type { Taken } from '../step.ts'
import type { Way } from '../ways.ts'

/** What the answer says that chooses it. */
export const onThePhone = 'hand-over'

export const isHandedOver = ({ handOver: id = '' }: Facts): boolean => id !== ''

/** Of the ways that stand on the page, those that a phone can go. */
export const handedWays = ({ flow }: Facts, ways: readonly Way[]): readonly string[] =>
  flow === 'hand-over'
    ? []
    : ways.flatMap(({ factor, method }) => (factor.onPhone && !method ? [factor.name] : []))

export function beginHandOver(facts: Facts, ways: readonly Way[]): Taken {
  const { person, visit, counting } = facts
  const only = handedWays(facts, ways)
  if (only.length === 0 || !person || !visit) return { problem: { code: 'choice-missing' } }
  const id = newHandOverId()
  const learned = { who: person.id, proofs: counting, adding: 'any', only }
  return {
    learned: { handOver: id },
    keep: async (inside) => {
      await handOver(inside, { id, waiting: visit.ref, learned })
      return []
    },
  }
}

/** The code and the pair are drawn, and never kept. */
export function handOverScreen(facts: Facts, { house }: Moment, around: Around): Screen {
  const { handOver: id = '', handedOver = { state: 'waiting' } } = facts
  const code = handOverCode(house, id)
  const address = new URL(`/m/${code}`, house.address).href
  return {
    kind: 'hand-over',
    ...around,
    ...handedOver,
    address,
    picture: drawQr(address),
    site: `${house.address.host}/m`,
    code: sayPlainCode(code),
    pair: handOverPair(house, id),
  }
}

/** What the phone has shown counts here, once: the visit forgets what it waited for with it. */
export async function takeFromPhone(facts: Facts, moment: Moment): Promise<Taken> {
  const { handOver: id = '', proofs, enrolled = [] } = facts
  const proof = await proofFromPhone(moment, id)
  if (!proof) return { problem: { code: 'phone-not-done' } }
  return {
    learned: {
      handOver: '',
      adding: '',
      chosen: '',
      choosing: false,
      enrolled: [...enrolled, proof.factor],
      proofs: [...proofs, proof],
    },
    keep: async (inside) => {
      if (!(await takeHandOver(inside, id))) throw new Refusal('visit-ended')
      return []
    },
  }
}
