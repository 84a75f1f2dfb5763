// The sentences of a rule, made from the very facts that decide: a main one, and a short one for
// each thing that it says besides. Must name all that a rule can say, in every language, so that no
// two rules that decide differently read alike.
import { minuteOf } from '../src/lib/time/wall-clock.ts'
import type { Language } from '../src/shapes/language.ts'
import type { ToldException, ToldNeed, ToldPeople, ToldRule } from '../src/shapes/told-rule.ts'
import { sayClock, sayDate } from './dates.ts'
import { say, sayBest } from './index.ts'
import { sayEither, sayList } from './lists.ts'
import { wayBack, wayBackWeakenings } from './way-back-sentences.ts'

/** The main sentence first, each of them whole. */
export function sayRule(language: Language, rule: ToldRule): readonly string[] {
  const { owner, reason, expires } = rule
  return [
    mainSentence(language, rule),
    ...(rule.reportOnly ? [say(language, 'rules.report-only')] : []),
    ...exceptions(language, rule),
    ...proofs(language, rule.need),
    ...methods(language, rule.need),
    ...lasting(language, rule.need),
    ...wayBack(language, rule.need, (factor) => kindName(language, factor)),
    ...weakenings(language, rule.need),
    ...(owner === undefined ? [] : [say(language, 'rules.owner', { owner })]),
    ...reasonSaid(language, reason),
    ...(expires === undefined
      ? []
      : [say(language, 'rules.end', { until: sayDate(language, expires) })]),
  ]
}

const steps = { 1: 'rules.one', 2: 'rules.two', 3: 'rules.three' } as const

function mainSentence(language: Language, rule: ToldRule): string {
  const { whom, applications, when, except, need } = rule
  const said = say(language, need.proofs === 1 ? steps[1] : steps[need.proofs === 2 ? 2 : 3], {
    place: placeOf(language, rule),
    whom: whom ? peopleOf(language, whom) : say(language, 'rules.everyone'),
    applications: applications
      ? sayList(language, quoted(language, applications))
      : say(language, 'rules.applications'),
  })
  const times = when === undefined ? [] : timesOf(language, when)
  return capital(
    `${[[said, ...times].join(' '), ...exceptionsInside(language, except)].join(', ')}.`,
  )
}

const capital = (words: string): string => words.charAt(0).toLocaleUpperCase('nb') + words.slice(1)

function placeOf(language: Language, { where, outside }: ToldRule): string {
  const networks = where && sayEither(language, quoted(language, where))
  const others = outside && sayList(language, quoted(language, outside))
  if (networks !== undefined && others !== undefined)
    return say(language, 'rules.at-outside', { networks, others })
  if (networks !== undefined) return say(language, 'rules.at', { networks })
  if (others !== undefined) return say(language, 'rules.outside', { networks: others })
  return say(language, 'rules.everywhere')
}

function peopleOf(language: Language, { groups, people }: ToldPeople): string {
  const members =
    groups.length === 0
      ? []
      : [say(language, 'rules.members', { groups: sayEither(language, quoted(language, groups)) })]
  return sayList(language, [...members, ...people])
}

function timesOf(
  language: Language,
  { days, from, until }: NonNullable<ToldRule['when']>,
): readonly string[] {
  const named = days?.map((day) => sayBest(language, `rules.day.${day}`)?.text ?? day)
  return [
    ...(named ? [say(language, 'rules.days', { days: sayList(language, named) })] : []),
    ...hoursOf(language, from, until),
  ]
}

function hoursOf(
  language: Language,
  from: string | undefined,
  until: string | undefined,
): readonly string[] {
  const begins = from === undefined ? '' : sayClock(language, from)
  const ends = until === undefined ? '' : sayClock(language, until)
  if (from !== undefined && until !== undefined) {
    const isPastMidnight = minuteOf(until) <= minuteOf(from)
    const key = isPastMidnight ? 'rules.hours-past-midnight' : 'rules.hours'
    return [say(language, key, { from: begins, until: ends })]
  }
  if (from !== undefined) return [say(language, 'rules.from', { from: begins })]
  return until === undefined ? [] : [say(language, 'rules.until', { until: ends })]
}

/** One stands in the main sentence; where there are more, each has its own. */
function exceptionsInside(language: Language, except: readonly ToldException[]): readonly string[] {
  const [only, ...more] = except
  if (only === undefined) return []
  if (more.length > 0) return [say(language, 'rules.exceptions', { count: except.length })]
  return [say(language, 'rules.excepted', exceptedBy(language, only))]
}

const exceptions = (language: Language, { except }: ToldRule): readonly string[] =>
  except.flatMap((one) => [
    ...(except.length > 1 ? [say(language, 'rules.exception', exceptedBy(language, one))] : []),
    say(language, 'rules.exception-owner', { owner: one.owner }),
    ...reasonSaid(language, one.reason),
  ])

function exceptedBy(language: Language, { whom, where, applications, until }: ToldException) {
  const named = [
    whom && peopleOf(language, whom),
    where && say(language, 'rules.at', { networks: sayEither(language, quoted(language, where)) }),
    applications &&
      say(language, 'rules.in', {
        applications: sayList(language, quoted(language, applications)),
      }),
  ]
  return {
    whom: named.filter((words) => words !== undefined).join(' '),
    until: sayDate(language, until),
  }
}

function proofs(language: Language, need: ToldNeed): readonly string[] {
  const { freshMinutes: count } = need
  return [
    listed(language, 'accepts', need.accepts),
    ...(need.resistsPhishing ? [say(language, 'rules.resists-phishing')] : []),
    ...(count === undefined ? [] : [say(language, 'rules.fresh', { count })]),
  ]
}

function methods(language: Language, need: ToldNeed): readonly string[] {
  const { times, days, until } = need.putOff ?? {}
  const limits = [
    ...(times === undefined ? [] : [say(language, 'rules.put-off-times', { count: times })]),
    ...(days === undefined ? [] : [say(language, 'rules.put-off-days', { count: days })]),
    ...(until === undefined
      ? []
      : [say(language, 'rules.put-off-until', { until: sayDate(language, until) })]),
  ]
  return [
    ...(need.methods.length === 0 ? [] : [listed(language, 'methods', need.methods)]),
    ...(limits.length === 0
      ? []
      : [say(language, 'rules.put-off', { limits: sayList(language, limits) })]),
  ]
}

const ofKinds = {
  accepts: { one: 'rules.accepts-one', several: 'rules.accepts' },
  methods: { one: 'rules.methods-one', several: 'rules.methods' },
} as const

function listed(language: Language, list: keyof typeof ofKinds, names: readonly string[]): string {
  const kinds = names.map((name) => kindName(language, name))
  const [kind = '', ...more] = kinds
  return more.length === 0
    ? say(language, ofKinds[list].one, { kind })
    : say(language, ofKinds[list].several, { kinds: sayList(language, kinds) })
}

/** «kode på SMS», as it stands inside a sentence. */
const kindName = (language: Language, factor: string): string =>
  sayBest(language, `kind.${factor}`)?.text ?? factor

const lasting = (language: Language, need: ToldNeed): readonly string[] => [
  ...(need.stayDays === undefined ? [] : [say(language, 'rules.stay', { count: need.stayDays })]),
  ...(need.rememberDays === undefined
    ? []
    : [say(language, 'rules.remember', { count: need.rememberDays })]),
]

const weakenings = (language: Language, need: ToldNeed): readonly string[] => [
  ...(need.letterAlone ? [say(language, 'rules.letter-alone')] : []),
  ...(need.firstByOneProof ? [say(language, 'rules.first-by-one-proof')] : []),
  ...(need.sharedFateAllowed ? [say(language, 'rules.shared-fate')] : []),
  ...wayBackWeakenings(language, need),
]

/** Written by whoever owns it, with or without an end to its sentence. */
const reasonSaid = (language: Language, reason: string | undefined): readonly string[] =>
  reason === undefined
    ? []
    : [say(language, 'rules.reason', { reason: /[.!?…]$/.test(reason) ? reason : `${reason}.` })]

const plain = /^[\p{L}\p{N}][\p{L}\p{N} .'’/&+-]*$/u
const joining = / (?:og|eller|men|and|or|but) /iu

/** A name that could be read as two, or as a part of the sentence, stands in quotes. */
const quoted = (language: Language, names: readonly string[]): readonly string[] =>
  names.map((name) =>
    plain.test(name) && !joining.test(name) ? name : say(language, 'rules.quoted', { name }),
  )
