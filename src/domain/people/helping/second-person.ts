// Where two shall have looked: is this another one than the first? Must never take the same one for
// two, in another tab, by another account of theirs, or from the browser that the first one sat at.
import { shareAddress } from '../../../store/methods/added-addresses.ts'
import type { Moment } from '../../moment.ts'
import { numbersOf } from '../../phones/own-numbers.ts'

interface First {
  /** By id, or «command», which is whoever runs the house and one alone. */
  readonly by: string
  readonly browser: string | null
}

export async function isSecond(inside: Moment, first: First, actor: string): Promise<boolean> {
  if (first.by === actor) return false
  if (first.browser !== null && first.browser === inside.browser) return false
  if (await shareAddress(inside.db, first.by, actor)) return false
  const [one, other] = [await numbersOf(inside, first.by), await numbersOf(inside, actor)]
  return !one.some(({ number }) => other.some((each) => each.number === number))
}
