// Who somebody is, shown at their home organisation or another house that a rule accepts: Feide,
// Entra, or one like them. It says by itself whom it means; who that is here is found by
// domain/connections. Must never count for more than the connection says, or be as fresh as it is
// not.
import { z } from 'zod'
import type { Connection } from '../../domain/configuration/connection-shape.ts'
import { wordsIn } from '../../domain/configuration/configuration.ts'
import {
  findLink,
  isOthersName,
  keepName,
  linkKeeps,
  type LinkKept,
} from '../../domain/visits/arriving/links.ts'
import { nameIn, proofIn } from '../../domain/visits/arriving/said.ts'
import { linkOf } from '../../domain/visits/arriving/taking-in.ts'
import type { Claims, ConnectionAsked, Moment } from '../../domain/moment.ts'
import { Refusal } from '../../domain/refusal.ts'
import { secondsBetween } from '../../lib/clock.ts'
import { secondsOf } from '../../lib/time/lifetime.ts'
import type { About, Exchange, Factor, Outcome } from '../factor.ts'
import { askedSeconds, askingFor, away, missingIn, staleIn } from './house-asked.ts'

/** What was asked, and where: an answer that comes by another house is none. */
const openShape = z.strictObject({ connection: z.string() })
type Asks = z.output<typeof openShape>
type AboutElsewhere = About<LinkKept, Asks>

/** Asked for so shortly before, it is shown anew whoever sits there. */
const anewSeconds = 300

const shared = {
  wrong: { code: 'identity-failed' },
  isPressedFor: true,
  async ask(about, moment, { round }) {
    const asking = askingOf(about, moment, round)
    const leads = asking && (await moment.house.connected?.addressFor(asking))
    if (!asking || leads === undefined)
      return { problem: { code: 'identity-away' }, isForAll: true as const }
    const facts = { connection: asking.connection.id }
    return { facts, lifeSeconds: askedSeconds, leads }
  },
  missing: missingIn,
} as const satisfies Partial<Exchange<LinkKept, Asks>>

export const elsewhere: Factor<LinkKept, Asks> = {
  ...linkKeeps,
  fate: 'house',
  canBeSetUp: true,
  first: false,
  arrives: true,
  proof: { kinds: ['knows'], amr: [], resistsPhishing: false },
  open: openShape,
  prove: {
    ...shared,
    screen: (about, moment) => ({ ...drawn(about, moment), signsIn: 'in' as const }),
    async check(answer, about, moment) {
      const heard = await hear(answer, about, moment)
      if (!('claims' in heard)) return heard
      const { claims, connection } = heard
      const proof = proofIn(claims, connection, moment.now)
      return { is: 'right', proof, arrives: { claims, connection } }
    },
  },
  enrol: {
    ...shared,
    screen: (about, moment) => ({ ...drawn(about, moment), signsIn: 'link' as const }),
    check: linked,
  },
}

const drawn = ({ elsewhere: asked, around }: AboutElsewhere, { language }: Moment) => ({
  kind: 'identity' as const,
  by: asked ? wordsIn(asked.connection.name, language) : '',
  ...around,
})

type Heard = { readonly claims: Claims; readonly connection: Connection }

async function hear(
  answer: Parameters<typeof elsewhere.prove.check>[0],
  about: AboutElsewhere,
  moment: Moment,
): Promise<Heard | Outcome<LinkKept, Asks>> {
  const stale = staleIn(answer, about, moment.now)
  const asking = about.open && askingOf(about, moment, about.open.round)
  if (stale || !asking) return stale ?? { is: 'wrong' }
  const { connection } = asking
  // By the way back of the house that was asked, and no other (mix-up).
  if (answer.house !== connection.id || about.open?.facts.connection !== connection.id)
    return { is: 'wrong', because: 'connection', isSpent: true }
  const said = await moment.house.connected?.hear({ ...asking, query: answer.came ?? '' })
  if (!said || said.is === 'away') return away
  if (said.is === 'refused') return { is: 'wrong', because: said.because, isSpent: true }
  const { claims } = said
  return isFresh(claims, asking, about, moment)
    ? { claims, connection }
    : { is: 'wrong', problem: { code: 'elsewhere-old' }, because: 'time', isSpent: true }
}

/** What was shown before that is too old, as is what has no time where one was asked for. */
function isFresh(
  { provenAt }: Claims,
  { maxAgeSeconds }: ConnectionAsked,
  { elsewhere: asked }: AboutElsewhere,
  { now }: Moment,
): boolean {
  if (provenAt === undefined) return maxAgeSeconds === undefined
  const most = Math.min(maxAgeSeconds ?? Number.POSITIVE_INFINITY, asked?.freshSeconds ?? 0)
  return secondsBetween(provenAt, now) <= most + clockSeconds
}

/** How far two clocks of two houses may be apart. */
const clockSeconds = 60

function askingOf(
  about: AboutElsewhere,
  moment: Moment,
  round: number,
): ConnectionAsked | undefined {
  const { elsewhere: asked, open } = about
  if (!asked) return undefined
  const { connection, wantsTwo, hint } = asked
  const maxAgeSeconds = maxAgeOf(asked, moment)
  const levels = wantsTwo ? [...connection.trusts, ...connection.levels] : connection.levels
  const isSoon = maxAgeSeconds !== undefined && maxAgeSeconds < anewSeconds
  return askingFor(about, moment, {
    round,
    connection,
    levels: [...new Set(levels)],
    // Whoever presses a second time did not get what they wanted from who is signed in over there.
    isAnew: isSoon || asked.isAnew || (open !== undefined && open.round < round),
    ...(maxAgeSeconds !== undefined && { maxAgeSeconds }),
    ...(hint !== undefined && { hint }),
  })
}

/** As the errand, the rule or the connection says in as many words; nothing where none does. */
function maxAgeOf(
  { connection, freshAfter, ruleSeconds }: NonNullable<AboutElsewhere['elsewhere']>,
  { now }: Moment,
): number | undefined {
  const ages = [
    ...(freshAfter === undefined ? [] : [secondsBetween(new Date(freshAfter), now)]),
    ...(ruleSeconds === undefined ? [] : [ruleSeconds]),
    ...(connection.maxAge === undefined ? [] : [secondsOf(connection.maxAge) ?? 0]),
  ]
  return ages.length === 0 ? undefined : Math.max(0, Math.floor(Math.min(...ages)))
}

/** Inside a session that has just shown the most that its account has. */
async function linked(
  answer: Parameters<typeof elsewhere.prove.check>[0],
  about: AboutElsewhere,
  moment: Moment,
): Promise<Outcome<LinkKept, Asks>> {
  const heard = await hear(answer, about, moment)
  if (!('claims' in heard)) return heard
  const { claims, connection } = heard
  const name = nameIn(claims, connection)
  const isTaken =
    (await findLink(moment, claims)) !== undefined ||
    about.mine.some(({ kept }) => kept.connection === connection.id) ||
    (name !== undefined && (await isOthersName(moment, { connection, claims, name })) !== undefined)
  if (isTaken) return { is: 'wrong', problem: { code: 'elsewhere-linked' }, isSpent: true }
  const { kept: keep, ...shown } = linkOf(heard, name)
  const { id: person } = about.person ?? {}
  return {
    is: 'right',
    keep,
    ...shown,
    proof: proofIn(claims, connection, moment.now),
    async also(inside) {
      if (name === undefined || person === undefined) return
      if (!(await keepName(inside, { connection, claims, name }, person)))
        throw new Refusal('bad-request')
    },
  }
}
