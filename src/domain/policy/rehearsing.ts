// A rehearsal: the sign-ins that were recorded, held against rules that are in force nowhere. Reads
// the events from the newest back, a stretch at a time, and keeps sums alone: what it holds grows
// with the people and never with the history. Must never change anything.
import { findIds, findLogins } from '../../store/people.ts'
import * as store from '../../store/events.ts'
import { secondsAfter } from '../../lib/clock.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { Difference } from './need.ts'
import { inTransaction, type Moment } from '../moment.ts'
import type { Different, Imagining } from './differing.ts'
import { judgeOfRecorded } from './recorded.ts'

export type Counts = Readonly<Record<Difference, number>>

/** What somebody was asked for, and what they would be, so many times. */
export interface Turn {
  readonly means: Difference
  readonly from: Asked
  readonly to: Asked
  readonly times: number
}

export interface Asked {
  readonly rule: string
  readonly proofs: number
  readonly resistsPhishing: boolean
  /** Methods to set up before coming in. */
  readonly sets: number
}

export interface Affected {
  /** The user name, or the id of somebody who has none any more. */
  readonly who: string
  readonly counts: Counts
  readonly turns: readonly Turn[]
}

export interface Rehearsed {
  readonly signIns: Counts
  /** In how many people's sign-ins each occurs; `same`: those for whom nothing is different. */
  readonly people: Counts
  /** By the rule that would decide, in the order of the file. */
  readonly rules: readonly { readonly rule: string; readonly counts: Counts }[]
  /** The most affected first, and no more than were asked for. */
  readonly affected: readonly Affected[]
  readonly affectedInAll: number
}

export interface Rehearsing {
  readonly configuration: Configuration
  readonly days: number
  /** How many of the affected people to name. */
  readonly list: number
  readonly imagining: Imagining
}

/** Numbers of events in one reading: some milliseconds of it, and no more in memory. */
const stretch = 5_000
/** Clocks of nodes differ, and numbers are drawn before a transaction ends. */
const slackSeconds = 3_600

/** What the new rules would have meant for those who came. One transaction, which only reads. */
export const rehearse = (moment: Moment, asked: Rehearsing): Promise<Rehearsed> =>
  inTransaction(moment, async (inside) => {
    await store.readOnly(inside.db)
    const { configuration, days, imagining } = asked
    const house = { ...inside.house, configuration: () => configuration }
    const logins = await loginsNamed(inside, configuration)
    const judge = judgeOfRecorded({ moment: { ...inside, house }, logins, imagining })
    const sums = newSums()
    const since = secondsAfter(moment.now, -days * 86_400)
    const enough = secondsAfter(since, -slackSeconds)
    for (let upto = await store.newestId(inside.db); upto > 0; upto -= stretch) {
      const rows = await store.decidedBetween(inside.db, upto - stretch, upto)
      for (const row of rows) if (row.at >= since) count(sums, row, judge(row))
      const [newest] = rows
      if (newest && newest.at < enough) break
    }
    return told(inside, sums, asked)
  })

/** Those that the rules name by their whole user names. */
async function loginsNamed(
  { db }: Moment,
  { rules }: Configuration,
): Promise<ReadonlyMap<string, string>> {
  const lists = rules.flatMap(({ whom, except }) => [whom, ...except.map((one) => one.whom ?? [])])
  const named = lists.flatMap((list) => (typeof list === 'string' ? [] : list))
  const rows = await findIds(
    db,
    named.filter((one) => one.includes('@')),
  )
  return new Map(rows.map(({ id, login }) => [id, login]))
}

type Sum = Record<Difference, number>
interface Sums {
  readonly signIns: Sum
  readonly rules: Map<string, Sum>
  readonly people: Map<string, { readonly sum: Sum; readonly turns: Map<string, CountedTurn> }>
}
interface CountedTurn extends Omit<Turn, 'times'> {
  times: number
}

const newSum = (): Sum => ({ same: 0, more: 0, less: 0, stopped: 0 })
const newSums = (): Sums => ({ signIns: newSum(), rules: new Map(), people: new Map() })

function count(sums: Sums, { person_id: id, data }: store.DecidedRow, now: Different): void {
  const { means, need, sets } = now
  sums.signIns[means] += 1
  const rule = sums.rules.get(need.rule) ?? newSum()
  sums.rules.set(need.rule, rule)
  rule[means] += 1
  if (id === null) return
  const person = sums.people.get(id) ?? { sum: newSum(), turns: new Map() }
  sums.people.set(id, person)
  person.sum[means] += 1
  if (means === 'same') return
  const { proofs, resistsPhishing } = data.needed
  const key = [means, data.rule, proofs, resistsPhishing, need.rule, need.proofs, sets].join(' ')
  const turn = person.turns.get(key)
  if (turn) turn.times += 1
  else
    person.turns.set(key, {
      means,
      from: { rule: data.rule, proofs, resistsPhishing, sets: 0 },
      to: { rule: need.rule, proofs: need.proofs, resistsPhishing: need.resistsPhishing, sets },
      times: 1,
    })
}

async function told({ db }: Moment, sums: Sums, asked: Rehearsing): Promise<Rehearsed> {
  const all = [...sums.people].map(([id, { sum, turns }]) => ({ id, sum, turns }))
  const affected = all
    .filter(({ sum }) => sum.more + sum.less + sum.stopped > 0)
    .sort(
      (one, other) =>
        other.sum.stopped - one.sum.stopped ||
        other.sum.more - one.sum.more ||
        other.sum.less - one.sum.less ||
        (one.id < other.id ? -1 : 1),
    )
  const named = affected.slice(0, asked.list)
  const rows = await findLogins(
    db,
    named.map(({ id }) => id),
  )
  const logins = new Map(rows.map(({ id, login }) => [id, login]))
  const people = newSum()
  for (const { sum } of affected)
    for (const means of ['more', 'less', 'stopped'] as const) if (sum[means] > 0) people[means] += 1
  return {
    signIns: sums.signIns,
    people: { ...people, same: all.length - affected.length },
    rules: asked.configuration.rules.flatMap(({ id }) => {
      const counts = sums.rules.get(id)
      return counts ? [{ rule: id, counts }] : []
    }),
    affected: named.map(({ id, sum, turns }) => ({
      who: logins.get(id) ?? id,
      counts: sum,
      turns: [...turns.values()].sort((one, other) => other.times - one.times),
    })),
    affectedInAll: affected.length,
  }
}
