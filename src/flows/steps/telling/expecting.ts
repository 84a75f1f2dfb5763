// What whoever stands here can expect from now on, for a page that tells it once: with the
// application they are on their way to, where that one asks otherwise than the start page does.
import type { Facts } from '../../../domain/facts.ts'
import type { Moment } from '../../../domain/moment.ts'
import { expectedFor, isSame } from '../../../domain/policy/expected.ts'
import { wallTime } from '../../../lib/time/wall-clock.ts'
import type { Expectation } from '../../../shapes/expected.ts'
import type { Screen } from '../../../shapes/screen.ts'

type Typed = Extract<Screen, { kind: 'enter-code' }>['by']

/** What is typed as a code, whichever of them it is. */
const codes: readonly Typed[] = ['sms', 'voice', 'totp', 'token', 'codes']
const isCode = (factor: string): boolean => codes.some((code) => code === factor)

function waysOf(factors: readonly string[]): Expectation['by'] {
  if (factors[0] === 'push') return 'push'
  return factors.length > 0 && factors.every(isCode) ? 'code' : 'method'
}

/** `factors`: what may be confirmed with, what is asked first before the others. */
export function expectation(
  facts: Facts,
  factors: readonly string[],
  { house, now }: Moment,
): Expectation | undefined {
  const { person, application, networks } = facts
  if (!person) return undefined
  const of = (to?: string) =>
    expectedFor(house.configuration(), { person, application: to, networks, at: wallTime(now) })
  const start = of()
  const there = application ? of(application.id) : start
  return {
    ...there,
    by: waysOf(factors),
    ...(application && !isSame(there, start) && { application: application.name }),
  }
}
