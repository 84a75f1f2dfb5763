// «Jeg har ikke smarttelefon»: what takes one is asked for no more, and what may be used instead
// is. Must never let anybody in with fewer methods than the rule wants.
import type { Facts } from '../../domain/facts.ts'
import { sayNoSmartphone } from '../../domain/methods/put-off.ts'
import { isAppWish, noSmartphone } from '../../domain/methods/wishes.ts'
import type { Around } from '../../shapes/screen.ts'
import { takesSmartphone, type Target } from '../setting-up.ts'
import type { Taken } from '../step.ts'

/** Said once; what may be used instead is shown at once, and stands at the next sign-in too. */
export function withoutSmartphone({ person }: Facts, target: Target | undefined): Taken {
  if (!person || !target?.wish || !isAppWish(target.wish.wish)) return { learned: {} }
  return {
    learned: { chosen: '', choosing: false, handOver: '' },
    keep: async (inside) => {
      await sayNoSmartphone(inside, person)
      return []
    },
  }
}

/** Nothing is left to say where what is asked for takes none. */
export function smartphoneFor({ person }: Facts, { wish }: Target): Pick<Around, 'noSmartphone'> {
  if (!wish || !isAppWish(wish.wish)) return {}
  if (person?.putOff?.[noSmartphone] === undefined) return { noSmartphone: 'say' }
  return takesSmartphone(wish.factors[0]) ? { noSmartphone: 'nothing' } : {}
}
