// A sign-in as it was recorded, judged by other rules: who came, from where and when, with what
// they had then. The same `decide`, the same Policy and the same engine as at the door; what is
// alike is judged once. Must never read anything that was not so at the time.
import { wallTime } from '../../lib/time/wall-clock.ts'
import type { Decided, DecidedRow } from '../../store/events.ts'
import { networksOf } from '../configuration/configuration.ts'
import type { Rule } from '../configuration/rule-shape.ts'
import {
  fates,
  flowNames,
  personStates,
  type FactorTraits,
  type MethodFacts,
  type Proof,
} from '../facts.ts'
import type { Moment } from '../moment.ts'
import { errandShape } from '../visits/learned.ts'
import { lastingKinds } from '../visits/visit-facts.ts'
import { type Circumstances, decide, type Decision } from './deciding.ts'
import { type Comer, type Different, differenceOf, type Imagining } from './differing.ts'
import { countingProofs, isProven } from './policy.ts'

export interface Judging {
  /** The house as it would be with the rules, networks and rights that are tried. */
  readonly moment: Moment
  /** The user names of those that the rules name, by their ids. */
  readonly logins: ReadonlyMap<string, string>
  readonly imagining: Imagining
}

/** More than any house has kinds of sign-ins; past it everything is judged anew. */
const knownMost = 100_000

/** Judges one after the other, and remembers what it was like for those who are alike. */
export function judgeOfRecorded(judging: Judging): (row: DecidedRow) => Different {
  const known = new Map<string, Different>()
  const configuration = judging.moment.house.configuration()
  return (row) => {
    const at = wallTime(row.at)
    const circumstances = {
      errand: row.data.application === undefined ? {} : { application: row.data.application },
      person: { groups: row.data.groups, login: judging.logins.get(row.person_id ?? '') ?? '' },
      isKnown: row.data.known !== false,
      networks: row.address === null ? [] : networksOf(configuration, row.address),
      at,
    }
    const key = likeness(row.data, decide(configuration, circumstances), at.date)
    let different = known.get(key)
    if (!different) {
      if (known.size >= knownMost) known.clear()
      different = differenceNow(row, circumstances, judging)
      known.set(key, different)
    }
    return isAskedAgain(row, different) ? { ...different, means: 'more' } : different
  }
}

/** All that the difference rests on, once it is known which rule decides. */
function likeness(data: Decided, decision: Decision<Rule>, date: string): string {
  const { rule, need, tightened } = decision
  const { outcome, because, flow, wants, state, needed, putOff, rememberedSeconds } = data
  return [
    tightened ? `${rule.id} ${JSON.stringify(need)} ${tightened}` : rule.id,
    need.putOff?.until === undefined ? '' : date,
    outcome,
    because,
    flow,
    wants,
    state,
    needed.proofs,
    needed.resistsPhishing,
    putOff,
    rememberedSeconds === undefined ? '' : Math.floor(rememberedSeconds / day),
    data.fates ?? data.methods,
  ].join('|')
}

const day = 86_400

function differenceNow(
  { at, person_id: id, data }: DecidedRow,
  circumstances: Required<Circumstances>,
  { moment, imagining }: Judging,
): Different {
  const { house } = moment
  const { outcome, because, needed, rememberedSeconds, putOff = [], protocol = '' } = data
  const comer: Comer = {
    ...circumstances,
    flow: flowNames.find((flow) => flow === data.flow) ?? 'sign-in',
    errand: errandShape.parse({ ...circumstances.errand, ...wanted(data), protocol, ...plain }),
    person: {
      ...circumstances.person,
      id: id ?? '',
      firstName: '',
      familyName: '',
      organisation: '',
      state: personStates.find((state) => state === data.state) ?? 'active',
    },
    methods: (data.fates ?? data.methods).map((name) => methodThen(name, house.factors)),
    shown: proofsThen(data),
    putOff,
    ...(rememberedSeconds !== undefined && { rememberedSeconds }),
  }
  const cameIn = outcome === 'let-in'
  const different = differenceOf({ cameIn, need: needed }, comer, { ...moment, now: at }, imagining)
  // No rule opens an account, or an application to whom it is not for.
  const isOther = !cameIn && because !== 'not-enough-proven'
  return isOther ? { ...different, means: 'same' } : different
}

const plain = { ref: '', mayAsk: true }
const wanted = ({ wants }: Decided) => (wants === undefined ? {} : { wants })

/** «totp:phone»; before fates were kept «totp» alone, which is lost as it usually is. */
function methodThen(written: string, factors: readonly FactorTraits[]): MethodFacts {
  const [factor = '', lostWith] = written.split(':')
  const traits = factors.find(({ name }) => name === factor)
  const fate = fates.find((one) => one === lostWith) ?? traits?.fate
  return {
    id: written,
    factor,
    ageSeconds: 0,
    ...(traits && { kinds: lastingKinds(traits) }),
    ...(fate && { fate }),
  }
}

const proofsThen = ({ proofs }: Decided): readonly Proof[] =>
  proofs.map(({ factor, kinds, resistsPhishing, at }) => ({
    factor,
    kinds,
    resistsPhishing,
    at,
    amr: [],
  }))

/** What they had shown earlier, in a session that stood, is too old by the other rules. */
function isAskedAgain({ at, data }: DecidedRow, { means, need }: Different): boolean {
  const { freshSeconds } = need
  if (freshSeconds === undefined || means === 'stopped' || data.outcome !== 'let-in') return false
  const shown = proofsThen(data)
  const flow = flowNames.find((flow) => flow === data.flow) ?? 'sign-in'
  const counting = countingProofs(shown, at, { freshSeconds })
  return counting.length < shown.length && !isProven({ flow, counting, need })
}
