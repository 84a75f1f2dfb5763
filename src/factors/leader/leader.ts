// The leader vouches: the word of somebody who knows the person, asked for by a press and given
// elsewhere (domain/people/vouching.ts). It stands in for a lost phone or beside another proof for
// a forgotten password, where a rule says so; it never opens the ordinary door. Must never be
// offered before something was shown, or the page would tell who leads whom.
import { z } from 'zod'
import { answerSeconds } from '../../domain/people/vouching.ts'
import {
  challenged,
  challengeNumber,
  challengePair,
  newChallengeId,
  openChallengeShape,
} from '../../domain/visits/challenges.ts'
import type { Moment } from '../../domain/moment.ts'
import type { Screen } from '../../shapes/screen.ts'
import type { About, Factor, Outcome } from '../factor.ts'

/** Nobody sets it up, and no row holds it: it is who leads the person now. */
const leaderShape = z.strictObject({ leader: z.string() })
type LeaderKept = z.output<typeof leaderShape>

type Asks = z.output<typeof openChallengeShape>

export const leader: Factor<LeaderKept, Asks> = {
  name: 'leader',
  fate: 'house',
  canBeSetUp: false,
  first: false,
  vouches: true,
  proof: { kinds: ['has'], amr: [], resistsPhishing: false },
  kept: leaderShape,
  open: openChallengeShape,
  known: ({ leader: one }) => one && { leader: one.id },
  prove: {
    wrong: { code: 'not-vouched-yet' },
    isPressedFor: true,
    async ask({ method }) {
      if (!method) return { problem: { code: 'choice-missing' } }
      const challenge = newChallengeId()
      const { leader: asked } = method.kept
      const asks = { id: challenge, kind: 'leader', asked } as const
      return { facts: { challenge, asked }, lifeSeconds: answerSeconds, asks }
    },
    screen: drawAsking,
    missing: () => undefined,
    check: judge,
  },
}

/** Whoever was asked is the leader still; of another one nothing was asked yet. */
const askedOf = ({ open, person }: About<LeaderKept, Asks>): string | undefined =>
  open?.facts.asked === person?.leader?.id ? open?.facts.challenge : undefined

function drawAsking(about: About<LeaderKept, Asks>, { house }: Moment): Screen {
  const { person, challenge: came = { state: 'waiting' }, around } = about
  const name = person?.leader?.name ?? ''
  const id = askedOf(about)
  if (id === undefined) return { kind: 'ask-leader', name, state: 'unasked', ...around }
  return {
    kind: 'ask-leader',
    name,
    ...came,
    ...(came.state === 'waiting' && {
      pair: challengePair(house, id),
      number: challengeNumber(house, id),
    }),
    ...around,
  }
}

/** Before there is an answer nothing is judged, and a press costs no try. */
async function judge(
  _answer: object,
  about: About<LeaderKept, Asks>,
  moment: Moment,
): Promise<Outcome<LeaderKept, Asks>> {
  const challenge = askedOf(about)
  if (challenge === undefined) return { is: 'unjudged' }
  const { state } = await challenged(moment, challenge)
  if (state === 'done') return { is: 'right', collects: { id: challenge, kind: 'leader' } }
  const isAwaited = state === 'waiting' || state === 'agreed'
  return { is: 'unjudged', ...(isAwaited && { problem: { code: 'not-vouched-yet' } }) }
}
