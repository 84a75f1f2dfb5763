// What the Policy saw when it was asked whether the door opens: every fact, as ids, so that history
// can be judged anew by other rules. Must never hold a name, a number or anything that was typed.
import type { EventFacts } from './event-kinds.ts'
import type { Facts } from '../facts.ts'

export interface Decision {
  readonly outcome: 'let-in' | 'turned-away'
  readonly because?: string
  readonly acr: string
  readonly session?: string
  readonly stays?: boolean
  readonly configuration: number
}

export function decidedFacts(facts: Facts, decision: Decision): EventFacts<'signin.decided'> {
  const { need, person, application, reported, rememberedSeconds } = facts
  const putOff = facts.wishes.filter(({ state }) => state === 'put-off').map(({ wish }) => wish)
  return {
    ...decision,
    rule: need.rule,
    flow: facts.flow,
    protocol: facts.errand.protocol,
    ...(application && { application: application.id }),
    ...(person && { organisation: person.organisation, state: person.state }),
    networks: [...facts.networks],
    groups: [...(person?.groups ?? [])],
    methods: [...new Set(facts.methods.map((method) => method.factor))],
    fates: facts.methods.map(({ factor, fate = 'none' }) => `${factor}:${fate}`),
    proofs: facts.counting.map(({ factor, method, kinds, resistsPhishing, at, by }) => ({
      factor,
      kinds: [...kinds],
      resistsPhishing,
      at,
      ...(method && { method }),
      ...(by && { by }),
    })),
    needed: {
      proofs: need.proofs,
      resistsPhishing: need.resistsPhishing,
      accepts: [...need.accepts],
      letterAlone: need.letterAlone,
      ...(need.freshSeconds !== undefined && { freshSeconds: need.freshSeconds }),
      ...(need.newPassword && { newPassword: need.newPassword }),
      ...(need.isSpared && { spared: true }),
    },
    ...(need.tightened && { tightened: need.tightened }),
    ...(facts.proofs.length === 0 && { known: false }),
    ...(putOff.length > 0 && { putOff }),
    ...(rememberedSeconds !== undefined && { rememberedSeconds: Math.floor(rememberedSeconds) }),
    ...(reported && { reported }),
    ...(facts.errand.wants && { wants: facts.errand.wants }),
    ...(facts.errand.freshAfter && { freshAfter: facts.errand.freshAfter }),
    mayAsk: facts.errand.mayAsk,
    familiar: facts.familiar,
  }
}
