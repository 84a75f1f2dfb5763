// What a rule that only reports would have meant for whoever stands at the door. Must never change
// what is decided: it is asked when that stands, and only written down.
import { wallTime } from '../../lib/time/wall-clock.ts'
import type { Facts } from '../facts.ts'
import type { Moment } from '../moment.ts'
import { reportedBy } from './deciding.ts'
import { differenceOf, type Imagining } from './differing.ts'

/** The same facts, and what the first of those rules would have meant. */
export function withReport(
  facts: Facts,
  moment: Moment,
  { cameIn, imagining }: { readonly cameIn: boolean; readonly imagining: Imagining },
): Facts {
  const { person, flow, errand, networks, methods, need, rememberedSeconds } = facts
  const configuration = moment.house.configuration()
  if (!person || !configuration.rules.some(({ reportOnly }) => reportOnly)) return facts
  const asking = {
    flow,
    errand,
    person,
    networks,
    methods,
    isKnown: facts.proofs.length > 0,
    at: wallTime(moment.now),
    ...(rememberedSeconds !== undefined && { rememberedSeconds }),
  }
  const rule = reportedBy(configuration, asking)
  if (!rule) return facts
  const rules = configuration.rules.map((one) =>
    one === rule ? { ...one, reportOnly: false } : one,
  )
  const house = { ...moment.house, configuration: () => ({ ...configuration, rules }) }
  const putOff = facts.wishes.filter(({ state }) => state === 'put-off').map(({ wish }) => wish)
  const comer = { ...asking, shown: facts.proofs, putOff }
  const { means } = differenceOf({ cameIn, need }, comer, { ...moment, house }, imagining)
  return { ...facts, reported: { rule: rule.id, means } }
}
