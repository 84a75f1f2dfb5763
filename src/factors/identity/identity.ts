// Who somebody is, as another house says it: ID-porten, or one like it. It stands in for a
// forgotten password beside something else, takes a lock away, and serves while the phone is not at
// hand; it never lets anybody in by itself. State, nonce and verifier are drawn, and stand in no
// row.
import { z } from 'zod'
import type { Moment, ConnectionAsked } from '../../domain/moment.ts'
import { nationalHash } from '../../domain/people/national-numbers.ts'
import { identityConnection, wordsIn } from '../../domain/configuration/configuration.ts'
import { isSameText } from '../../lib/digest.ts'
import type { About, Factor, Outcome } from '../factor.ts'
import { askedSeconds, askingFor, away, missingIn, staleIn } from './house-asked.ts'

/** Nobody sets it up, and no row of a method holds it: it is what the organisation knew. */
const identityShape = z.strictObject({ hash: z.string().max(64) })
export type IdentityKept = z.output<typeof identityShape>

export const identity: Factor<IdentityKept> = {
  name: 'identity',
  fate: 'house',
  canBeSetUp: false,
  first: false,
  recovers: true,
  connects: true,
  // One thing, however many were shown over there: alone it must never be two.
  proof: { kinds: ['has'], amr: [], resistsPhishing: false },
  kept: identityShape,
  known: ({ identity: hash }) => (hash === undefined ? undefined : { hash }),
  prove: {
    wrong: { code: 'wrong-identity' },
    isPressedFor: true,
    async ask(about, moment, { round }) {
      const asking = askingOf(about, moment, round)
      const leads = asking && (await moment.house.connected?.addressFor(asking))
      if (leads === undefined)
        return { problem: { code: 'identity-away' }, isForAll: true as const }
      return { facts: {}, lifeSeconds: askedSeconds, leads }
    },
    screen: (about, moment) => ({ kind: 'identity', by: nameOf(moment), ...about.around }),
    missing: missingIn,
    async check(answer, about, moment) {
      const asking = about.open && askingOf(about, moment, about.open.round)
      const stale = staleIn(answer, about, moment.now)
      if (stale || !asking) return stale ?? { is: 'wrong' }
      return judged({ ...asking, query: answer.came ?? '' }, about, moment)
    },
  },
}

/** Whatever came of it, what was drawn for it is used up. */
async function judged(
  came: ConnectionAsked & { readonly query: string },
  { method }: About<IdentityKept>,
  moment: Moment,
): Promise<Outcome<IdentityKept>> {
  const said = (await moment.house.connected?.hear(came)) ?? { is: 'away' as const }
  if (said.is === 'away') return away
  if (said.is === 'refused') return refused(said.because)
  const { level, attributes } = said.claims
  const { connection } = came
  if (level === undefined || !connection.levels.includes(level)) return refused('level')
  const [number] = attributes[connection.claim] ?? []
  if (number === undefined) return refused('number')
  const hash = nationalHash(moment.house, number) ?? ''
  // The same work, and the same answer, for a name that nobody has.
  const isTheirs = isSameText(hash, method?.kept.hash ?? 'nobody has this one')
  return isTheirs
    ? { is: 'right', proof: { by: came.connection.id } }
    : { is: 'wrong', because: 'person', isSpent: true }
}

const refused = (because: string): Outcome<IdentityKept> => ({
  is: 'wrong',
  problem: { code: because === 'level' ? 'identity-too-weak' : 'identity-failed' },
  because,
  isSpent: true,
})

const nameOf = ({ house, language }: Moment): string => {
  const connection = identityConnection(house.configuration())
  return connection ? wordsIn(connection.name, language) : ''
}

function askingOf(
  about: About<IdentityKept>,
  moment: Moment,
  round: number,
): ConnectionAsked | undefined {
  const connection = identityConnection(moment.house.configuration())
  if (!connection) return undefined
  // Somebody else may sit there, signed in from before.
  const asked = { connection, levels: connection.levels, isAnew: true }
  return askingFor(about, moment, { ...asked, round })
}
