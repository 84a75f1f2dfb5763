// Who somebody is, as another house says it: ID-porten, or one like it. It stands in for a
// forgotten password beside something else, takes a lock away, and serves while the phone is not at
// hand; it never lets anybody in by itself. State, nonce and verifier are drawn, and stand in no
// row.
import { z } from 'zod'
import type { Moment, ConnectionAsked } from '../../domain/moment.ts'
import { nationalHash } from '../../domain/people/national-numbers.ts'
import { identityConnection, wordsIn } from '../../domain/configuration/configuration.ts'
import { isSameText } from '../../lib/digest.ts'
import type { Problem } from '../../shapes/problem.ts'
import type { About, Factor, Outcome } from '../factor.ts'

/** Nobody sets it up, and no row of a method holds it: it is what the organisation knew. */
const identityShape = z.strictObject({ hash: z.string().max(64) })
export type IdentityKept = z.output<typeof identityShape>

/** As long as it takes somebody who has to find their other phone first. */
const lifeSeconds = 600
/** So many presses back an answer is still told from a made up one. */
const olderRounds = 3

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
      return { facts: {}, lifeSeconds, leads }
    },
    screen: (about, moment) => ({ kind: 'identity', by: nameOf(moment), ...about.around }),
    missing(answer) {
      const came = new URLSearchParams(answer.came ?? '')
      if (!came.has('state')) return { code: 'identity-missing' }
      return came.has('error') ? { code: stopped(came.get('error')) } : undefined
    },
    async check(answer, about, moment) {
      const { open } = about
      const query = answer.came ?? ''
      const state = new URLSearchParams(query).get('state') ?? ''
      // Every round is compared before anything is told of one.
      const rounds = Array.from({ length: olderRounds + 1 }, (_, back) => (open?.round ?? 0) - back)
      const found = rounds.filter((round) => isSameText(state, stateOf(about, round)))
      const asking = open && askingOf(about, moment, open.round)
      if (!asking || found.length === 0) return { is: 'wrong' }
      if (!found.includes(open.round))
        return { is: 'wrong', problem: { code: 'identity-replaced' } }
      if (Date.parse(open.expiresAt) <= moment.now.getTime())
        return { is: 'expired', problem: { code: 'identity-expired' } }
      return judged({ ...asking, query }, about, moment)
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
  if (said.is === 'away') return { is: 'busy', problem: { code: 'identity-away' }, isSpent: true }
  if (said.is === 'refused') return refused(said.because)
  const { level, attributes } = said.claims
  const { connection } = came
  if (level === undefined || !connection.levels.includes(level)) return refused('level')
  const [number] = attributes[connection.claim] ?? []
  if (number === undefined) return refused('number')
  const hash = nationalHash(moment.house, number) ?? ''
  // The same work, and the same answer, for a name that nobody has (R-08).
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

/**
 * Somebody who changed their mind is told so; what else went wrong over there is no news to them.
 */
const stopped = (error: string | null): Problem['code'] =>
  error === 'access_denied' || error === 'login_required' ? 'identity-stopped' : 'identity-failed'

/** It leads back to the visit, and nobody else can have drawn it. */
const stateOf = ({ draw, ref }: About<IdentityKept>, round: number): string =>
  `${ref}.${draw(`state ${round}`).toString('base64url')}`

function askingOf(
  about: About<IdentityKept>,
  { house, language }: Moment,
  round: number,
): ConnectionAsked | undefined {
  const connection = identityConnection(house.configuration())
  if (!connection) return undefined
  const drawn = (purpose: string): string => about.draw(`${purpose} ${round}`).toString('base64url')
  return {
    connection,
    returnTo: `${house.address.origin}/connections/${connection.id}/callback`,
    state: stateOf(about, round),
    nonce: drawn('nonce'),
    verifier: drawn('verifier'),
    language,
    levels: connection.levels,
    // Somebody else may sit there, signed in from before.
    isAnew: true,
  }
}
