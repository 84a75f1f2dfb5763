// Who would be stopped by the rules of a file: people who may sign in today, and who could then
// show nothing that is enough somewhere, nor begin. The engine itself walks each of them through,
// wherever a rule could make a difference. Must never write anything.
import { fates, type Errand, type Facts, type MethodFacts, type PersonFacts } from '../../facts.ts'
import { maskPhone } from '../../../lib/methods/phone-number.ts'
import { wallTime } from '../../../lib/time/wall-clock.ts'
import {
  peopleWithMethods,
  type PersonWithMethods,
} from '../../../store/methods/people-with-methods.ts'
import { asApplied } from '../as-applied.ts'
import type { HouseFile } from '../house-file.ts'
import { isFor } from '../../applications.ts'
import { channelsOf, connectedTo } from '../../methods/offered.ts'
import type { Moment } from '../../moment.ts'
import { decide } from '../../policy/deciding.ts'
import { type Asking, needOf } from '../../policy/policy.ts'
import { offersOf, wishesOf } from '../../visits/visit-facts.ts'
import { circumstancesIn, worldOf, type World } from './circumstances.ts'

/** How the engine would lead an imagined person through (flows/imagine.ts). */
export type Imagining = (facts: Facts) => { readonly ends: object }

export interface Stopped {
  readonly rule: string
  readonly people: number
  /** The first of them. */
  readonly logins: readonly string[]
}

const loginsTold = 10

export async function stoppedPeople(
  moment: Moment,
  file: HouseFile,
  imagining: Imagining,
): Promise<{ readonly people: number; readonly stopped: readonly Stopped[] }> {
  const then = momentWith(moment, file)
  const world = worldOf(file, wallTime(moment.now).date)
  const judged = new Map<string, readonly string[]>()
  const found = new Map<string, { people: number; logins: string[] }>()
  let people = 0
  for await (const row of peopleWithMethods(moment.db)) {
    people += 1
    const alike = whatCounts(row, file)
    const rules = judged.get(alike) ?? stoppedBy(row, { file, world, moment: then, imagining })
    judged.set(alike, rules)
    for (const rule of rules) {
      const told = found.get(rule) ?? { people: 0, logins: [] }
      told.people += 1
      if (told.logins.length < loginsTold) told.logins.push(row.login)
      found.set(rule, told)
    }
  }
  const stopped = file.rules.flatMap(({ id }) => {
    const told = found.get(id)
    return told ? [{ rule: id, ...told }] : []
  })
  return { people, stopped }
}

/**
 * The house as it would be. Which gateway can call is known to the server alone: any is believed.
 */
function momentWith(moment: Moment, file: HouseFile): Moment {
  const configuration = asApplied(file)
  const { phones } = moment.house
  return {
    ...moment,
    house: {
      ...moment.house,
      configuration: () => configuration,
      phones: { ...phones, canCall: phones.canText },
    },
  }
}

/** Whoever is alike in this is judged once. */
function whatCounts(row: PersonWithMethods, { rules }: HouseFile): string {
  const isNamed = rules.some(
    ({ whom, except }) =>
      whom.includes(row.login) || except.some((one) => one.whom?.includes(row.login)),
  )
  return JSON.stringify([
    isNamed ? row.login : '',
    row.groups,
    row.known_phone !== null,
    row.methods.map(({ factor, fate, label }) => [factor, fate, isKnownNumber(label, row)]),
  ])
}

const isKnownNumber = (label: string | null, { known_phone: known }: PersonWithMethods): boolean =>
  label !== null && known !== null && label === maskPhone(known)

interface Judging {
  readonly file: HouseFile
  readonly world: World
  readonly moment: Moment
  readonly imagining: Imagining
}

/** By which rules, in any circumstances that make a difference to them. */
function stoppedBy(
  row: PersonWithMethods,
  { file, world, moment, imagining }: Judging,
): readonly string[] {
  const person = personOf(row)
  const methods = methodsOf(row, moment)
  const named = file.rules.flatMap(({ applications = [], except }) => [
    ...applications,
    ...except.flatMap((one) => one.applications ?? []),
  ])
  const theirs = file.applications.filter((one) => named.includes(one.id) && isFor(one, person))
  const tried = {
    people: [[]],
    applications: [undefined, ...theirs.map(({ id }) => id)],
    days: [world.today],
  }
  const known = new Set<string>()
  const stopped = new Set<string>()
  const patience = { left: 100_000 }
  for (const { errand, networks = [], at } of circumstancesIn(world, tried, patience)) {
    const asking: Asking = {
      flow: 'sign-in',
      errand: { ...portal, ...errand },
      person,
      isKnown: true,
      networks,
      at,
      methods,
    }
    const { rule, need } = decide(moment.house.configuration(), asking)
    const same = JSON.stringify([rule.id, need])
    if (known.has(same)) continue
    known.add(same)
    if (!('end' in imagining(factsOf(asking, person, moment)).ends)) stopped.add(rule.id)
  }
  return [...stopped]
}

const portal: Errand = { protocol: 'portal', ref: '/', mayAsk: true }

const personOf = (row: PersonWithMethods): PersonFacts => ({
  id: row.id,
  login: row.login,
  firstName: '',
  familyName: '',
  organisation: row.organisation_id,
  state: 'active',
  groups: row.groups,
  ...(row.known_phone !== null && { knownPhone: row.known_phone }),
})

/** A pass is used up and gone, and what only begins the first set-up is no way in later. */
const methodsOf = ({ methods }: PersonWithMethods, { house }: Moment): readonly MethodFacts[] =>
  methods.flatMap(({ factor, fate, label }, at) => {
    const traits = house.factors.find(({ name }) => name === factor)
    if (!traits || !(traits.canBeSetUp || factor === 'password')) return []
    return {
      id: String(at),
      factor,
      fate: fates.find((each) => each === fate) ?? traits.fate,
      kinds: traits.proof.kinds,
      ageSeconds: 0,
      ...(label !== null && { label }),
    }
  })

function factsOf(asking: Asking, person: PersonFacts, moment: Moment): Facts {
  const { flow, errand, methods, networks = [] } = asking
  const need = needOf(moment.house.configuration(), asking)
  const hasPassword = methods.some(({ factor }) => factor === 'password')
  return {
    flow,
    errand,
    who: person.id,
    person,
    proofs: [],
    counting: [],
    methods,
    // Everybody is asked for a password, and an imagined person answers whatever is asked.
    need: { ...need, accepts: need.accepts.filter((name) => name !== 'password' || hasPassword) },
    wishes: wishesOf(asking, {}, moment),
    offers: offersOf(asking, moment),
    channels: channelsOf(moment.house),
    ...connectedTo(moment),
    networks,
    familiar: true,
    accounts: [],
  }
}
