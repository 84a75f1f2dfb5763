// A new password: the first one, one that has run out, or one that is changed. From the press on
// everything stands or nothing does: password, state, the letter and the PIN that are spent, the
// events and the receipt are one transaction.
import { isDeepStrictEqual } from 'node:util'
import type { Facts, Gained, Proof } from '../../domain/facts.ts'
import type { Moment } from '../../domain/moment.ts'
import { recordEvent } from '../../domain/events/events.ts'
import { openGained, openKept } from '../../domain/methods/methods.ts'
import { newMethodId, setUpMethod } from '../../domain/methods/set-up.ts'
import { keepNewPassword } from '../../domain/passwords/new-password.ts'
import { judgeNewPassword, passwordRulesFor } from '../../domain/passwords/passwords.ts'
import { getPerson } from '../../domain/people/people.ts'
import { noteRecovery } from '../../domain/people/recovered.ts'
import { isStillKnown } from '../../domain/visits/known-places.ts'
import { isProven } from '../../domain/policy/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { factorNamed } from '../../factors/index.ts'
import { password } from '../../factors/password/password.ts'
import type { Answer } from '../../shapes/answer.ts'
import type { Asked, Step, Taken } from '../step.ts'
import { withProof } from './prove.ts'

export const renew: Step = {
  name: 'renew',
  needed: (facts) =>
    facts.need.newPassword !== undefined &&
    facts.renewed !== true &&
    // Whoever has shown that it is them is told at the end that the account is closed, and why.
    (facts.flow !== 'recover' || facts.person?.state === 'active' || !isProven(facts)),
  // A first password only from *invited* (R-17); a later one only for an account that is open.
  // Never before it is proven.
  allowed: (facts) =>
    isProven(facts) &&
    facts.person?.state === (facts.need.newPassword === 'first' ? 'invited' : 'active'),
  imagined: (facts) => ({
    renewed: true,
    enrolled: [...(facts.enrolled ?? []), 'password'],
    ...imaginedMethods(facts),
    ...(facts.person && { person: { ...facts.person, state: 'active' as const } }),
    ...withProof(facts, passwordProof('2027-01-01T08:00:00.000Z')),
  }),

  show({ facts }, moment) {
    const person = personOrFault(facts)
    const configuration = moment.house.configuration()
    return {
      kind: 'new-password',
      because: facts.need.newPassword ?? 'asked',
      account: person.login,
      rules: passwordRulesFor(person, configuration),
      repeat: configuration.passwords.repeat,
    }
  },

  take: takeNewPassword,
}

function imaginedMethods({ methods, wishes, gained = [] }: Facts): Partial<Facts> {
  const names = ['password', ...gained.map(({ factor }) => factor)]
  const made = names.map((factor) => ({ id: `imagined-${factor}`, factor, ageSeconds: 0 }))
  const done = gained.flatMap(({ factor }) =>
    wishes.filter((wish) => wish.factors.includes(factor)).slice(0, 1),
  )
  return {
    methods: [...methods, ...made],
    wishes: wishes.map((wish) => (done.includes(wish) ? { ...wish, state: 'done' } : wish)),
  }
}

async function takeNewPassword(
  answer: Answer,
  { facts, kept: methods }: Asked,
  moment: Moment,
): Promise<Taken> {
  const person = personOrFault(facts)
  const typed = answer.password ?? ''
  const problem = await judgeNewPassword(moment, {
    password: typed,
    person,
    ...(answer.repeat !== undefined && { repeat: answer.repeat }),
    ...presentHash(methods, moment),
  })
  if (problem) {
    await recordEvent(moment, 'password.refused', {
      person: person.id,
      data: { because: facts.need.newPassword ?? 'asked', problem: problem.code },
    })
    return { problem }
  }
  const kept = await moment.house.passwords.hash(typed)
  if (kept === 'busy') return { problem: { code: 'busy' } }
  const instead = methods.find((method) => method.factor === password.name)?.id
  const present = facts.accounts.find((account) => account.person === person.id)
  const proof = passwordProof(moment.now.toISOString())
  const gained = (facts.gained ?? []).map((each) => ({ ...each, id: newMethodId() }))
  return {
    learned: {
      renewed: true,
      proofs: [...facts.proofs.map((shown) => bound(shown, gained)), proof],
      enrolled: ['password', ...gained.map(({ factor }) => factor), ...(facts.enrolled ?? [])],
      gained: [],
    },
    keep: async (inside) => {
      const ended = await keepNewPassword(inside, password, {
        person,
        kept: { hash: kept },
        because: facts.need.newPassword ?? 'asked',
        also: gained.map(({ factor }) => factor),
        by: facts.counting.flatMap(({ method }) => method ?? []),
        ...(facts.letter && { letter: facts.letter }),
        ...(instead !== undefined && { instead }),
        // Whoever had forgotten it begins anew everywhere.
        ...(present && facts.flow !== 'recover' && { except: present.session }),
      })
      if (facts.flow === 'recover') await stillKnown(inside, facts)
      for (const each of gained) await keepGained(inside, facts, each)
      if (facts.flow === 'recover') await noteRecovery(inside, facts)
      return ended
    },
  }
}

/** The number was corrected meanwhile: what was shown belongs to somebody else's (ATK-RACE-03). */
async function stillKnown(inside: Moment, facts: Facts): Promise<void> {
  const person = personOrFault(facts)
  const { knownMail, identity } = person
  const now = {
    ...(await getPerson(inside, person.id)),
    ...(knownMail && { knownMail }),
    ...(identity && { identity }),
  }
  if (!facts.counting.every((proof) => isStillKnown(proof, now, inside.house)))
    throw new Refusal('visit-ended')
}

type WithId = Gained & { readonly id: string }

/** What showed a method before it was one, shows it still, and no longer than it stands. */
function bound(proof: Proof, gained: readonly WithId[]): Proof {
  const method = gained.find(({ factor }) => factor === proof.factor)?.id
  return method === undefined || proof.method !== undefined ? proof : { ...proof, method }
}

/** What was proven before there was an account becomes a method with it: all of it, or nothing. */
async function keepGained(inside: Moment, facts: Facts, gained: WithId): Promise<void> {
  const factor = factorNamed(gained.factor)
  if (!factor) return
  const person = personOrFault(facts)
  const kept = openGained(inside.house, factor, facts.visit?.ref ?? '', gained.kept)
  // The number was corrected meanwhile: what was shown belongs to somebody else's (ATK-RACE-03).
  const now = await getPerson(inside, person.id)
  if (!isDeepStrictEqual(kept, factor.known?.(now))) throw new Refusal('visit-ended')
  await setUpMethod(inside, factor, {
    id: gained.id,
    person,
    kept,
    because: 'first',
    isUsed: true,
    isToldElsewhere: true,
    ...(gained.label && { label: gained.label }),
    ...(gained.fate && { fate: gained.fate }),
    ...(gained.handle && { handle: gained.handle }),
  })
}

/** The password in use may not be chosen again. */
function presentHash(methods: Asked['kept'], moment: Moment): { present?: string } {
  const row = methods.find((method) => method.factor === password.name)
  return row ? { present: openKept(moment.house, password, row).hash } : {}
}

const passwordProof = (at: string) => ({ factor: password.name, at, ...password.proof })

function personOrFault(facts: Facts) {
  if (!facts.person) throw new Error('A new password was asked of nobody')
  return facts.person
}
