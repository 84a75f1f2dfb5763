// What has happened to somebody, in a sentence for whoever helps them: who, what and from where.
// Must never say more than the Event holds, which is never a secret.
import type { Language } from '../src/shapes/language.ts'
import { sayTime } from './dates.ts'
import { isTextKey, say, sayBest } from './index.ts'
import { sayList } from './lists.ts'

export interface ToldEvent {
  readonly kind: string
  readonly actor: string | null
  /** Where it came from, by the name of a network or by its address. */
  readonly place?: string
  readonly data: Readonly<Record<string, unknown>>
  /** How often in a row. */
  readonly count: number
}

/** Those that are about nobody: an administrator reads them in the list of events. */
export const aboutNobody: readonly string[] = [
  'application.held-back',
  'arrival.cleared',
  'seeds.imported',
  'configuration.applied',
  'key.made',
  'key.rotated',
  'key.retired',
  'epoch.raised',
]

const variantOf = ({ kind, data, count }: ToldEvent): string =>
  typeof data['outcome'] === 'string'
    ? data['outcome']
    : kind === 'phone.denied' && data['because'] === 'not-me'
      ? 'not-me'
      : kind === 'person.helped' && !data['reason']
        ? 'no-reason'
        : count > 1
          ? 'many'
          : ''

export function sayEvent(language: Language, told: ToldEvent): string {
  const values = valuesOf(language, told)
  const keys = [`event.${told.kind}.${variantOf(told)}`, `event.${told.kind}`]
  return keys.flatMap((key) => sayBest(language, key, values)?.text ?? [])[0] ?? told.kind
}

const textIn = (data: ToldEvent['data'], key: string): string | undefined =>
  typeof data[key] === 'string' ? data[key] : undefined

const kindOf = (language: Language, factor: string): string =>
  sayBest(language, `kind.${factor}`)?.text ?? factor

function valuesOf(language: Language, { data, place, actor, count }: ToldEvent) {
  const stateOf = (key: string): string => {
    const state = `what-if.state.${textIn(data, key) ?? ''}`
    return isTextKey(state) ? (sayBest(language, state)?.text ?? '') : ''
  }
  const act = sayBest(language, `act.${textIn(data, 'act') ?? ''}`)?.text
  return {
    place: place ?? say(language, 'event.nowhere'),
    kinds: kindsIn(language, data['proofs']),
    kind: kindOf(language, textIn(data, 'factor') ?? ''),
    rule: textIn(data, 'rule') ?? '',
    application: textIn(data, 'application') ?? '',
    until: untilIn(language, textIn(data, 'until')),
    from: stateOf('from'),
    to: stateOf('to'),
    by: say(language, actor === 'command' ? 'event.by.command' : 'event.by.helpdesk'),
    act: act ?? '',
    reason: textIn(data, 'reason') ?? '',
    host: textIn(data, 'host') ?? '',
    connection: textIn(data, 'connection') ?? '',
    count,
  }
}

/** A rest has no end of its own: it stands as a year that nobody here will see. */
const untilIn = (language: Language, until: string | undefined): string =>
  until === undefined || until.startsWith('9999')
    ? say(language, 'event.rests')
    : sayTime(language, until)

const hasFactor = (proof: unknown): proof is { readonly factor: string } =>
  typeof proof === 'object' &&
  proof !== null &&
  'factor' in proof &&
  typeof proof.factor === 'string'

function kindsIn(language: Language, proofs: unknown): string {
  const factors = Array.isArray(proofs)
    ? proofs.flatMap((proof: unknown) => (hasFactor(proof) ? [proof.factor] : []))
    : []
  const kinds = [...new Set(factors)].map((factor) => kindOf(language, factor))
  return kinds.length === 0 ? say(language, 'event.nothing') : sayList(language, kinds)
}

/** Which question somebody stands before. */
export const sayStep = (language: Language, step: string, factor = ''): string =>
  sayBest(language, `step.${step}`, { kind: kindOf(language, factor) })?.text ?? step
