// A rule with the names that people know in place of short ones, so that the texts can make
// sentences of it. Must leave nothing out that decides, and never let two groups, networks or
// applications be told by the same name.
import type { ToldException, ToldPeople, ToldRule } from '../../shapes/told-rule.ts'
import { weekdays, type Rule } from '../configuration/rule-shape.ts'

interface Row {
  readonly id: string
  readonly name?: string | undefined
}

/** Where the names stand: a configuration, or a file that is not in force. */
export interface Names {
  readonly groups: readonly Row[]
  readonly networks: readonly Row[]
  readonly applications: readonly Row[]
}

/** Its name, with the short one beside it where another is called the same. */
export function nameIn(rows: readonly Row[], id: string): string {
  const name = rows.find((row) => row.id === id)?.name ?? id
  const isShared = rows.some((row) => row.id !== id && (row.name ?? row.id) === name)
  return isShared ? `${name} (${id})` : name
}

export function tellRule(names: Names, rule: Rule): ToldRule {
  const { whom, where, outside, applications, when, except, need } = rule
  const { putOff, freshMinutes, stayDays, rememberDays, ...always } = need
  return {
    ...(whom !== 'everyone' && { whom: tellPeople(names, whom) }),
    ...(where !== 'anywhere' && { where: namesIn(names.networks, where) }),
    ...(outside && { outside: namesIn(names.networks, outside) }),
    ...(applications && { applications: namesIn(names.applications, applications) }),
    ...(when && { when: tellTimes(when) }),
    except: except.map((one) => tellException(names, one)),
    reportOnly: rule.reportOnly,
    need: {
      ...always,
      ...(putOff && { putOff }),
      ...(freshMinutes !== undefined && { freshMinutes }),
      ...(stayDays !== undefined && { stayDays }),
      ...(rememberDays !== undefined && { rememberDays }),
    },
    ...(rule.owner !== undefined && { owner: rule.owner }),
    ...(rule.reason !== undefined && { reason: rule.reason }),
    ...(rule.expires !== undefined && { expires: rule.expires }),
  }
}

const namesIn = (rows: readonly Row[], ids: readonly string[]): readonly string[] =>
  ids.map((id) => nameIn(rows, id))

const tellPeople = ({ groups }: Names, whom: readonly string[]): ToldPeople => ({
  groups: namesIn(
    groups,
    whom.filter((one) => !one.includes('@')),
  ),
  people: whom.filter((one) => one.includes('@')),
})

const tellTimes = ({ days, from, until }: NonNullable<Rule['when']>) => ({
  ...(days && { days: weekdays.filter((day) => days.includes(day)) }),
  ...(from !== undefined && { from }),
  ...(until !== undefined && { until }),
})

const tellException = (names: Names, one: Rule['except'][number]): ToldException => ({
  ...(one.whom && { whom: tellPeople(names, one.whom) }),
  ...(one.where && { where: namesIn(names.networks, one.where) }),
  ...(one.applications && { applications: namesIn(names.applications, one.applications) }),
  owner: one.owner,
  ...(one.reason !== undefined && { reason: one.reason }),
  until: one.until,
})
