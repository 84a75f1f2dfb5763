// An answer that says by itself who somebody is, such as a passkey: found by its handle, judged by
// its own factor, and only then a person. Whoever has none learns nothing.
import type { Facts } from '../domain/facts.ts'
import { methodFacts } from '../domain/visits/visit-facts.ts'
import { handleOf, openKept, sealKept } from '../domain/methods/methods.ts'
import type { Moment } from '../domain/moment.ts'
import type { Try } from '../domain/throttles/counts.ts'
import { countTry } from '../domain/throttles/throttles.ts'
import type { Factor } from '../factors/factor.ts'
import { factors } from '../factors/index.ts'
import { findByHandle } from '../store/methods/methods.ts'
import type { Answer } from '../shapes/answer.ts'
import { aboutOf } from './question.ts'
import type { Asked, Taken } from './step.ts'

const question = (factor: Factor<unknown>) => ({
  does: 'prove' as const,
  choice: factor.name,
  factor,
})

/** What the page that asks for a name offers beside it. */
export function offersToRecognise(facts: Facts, moment: Moment): { readonly passkey?: string } {
  const factor = factors.find(({ recognise }) => recognise !== undefined)
  if (!factor?.recognise || !facts.need.accepts.includes(factor.name)) return {}
  const about = aboutOf(question(factor), { facts, kept: [] }, moment.house)
  return { passkey: factor.recognise.offer(about, moment) }
}

/** Undefined where the answer names nobody. */
export async function recognise(
  answer: Answer,
  asked: Asked,
  moment: Moment,
): Promise<Taken | undefined> {
  for (const factor of factors) {
    const handle = factor.recognise?.handle(answer)
    if (handle !== undefined) return judgeHandle(factor, handle, { answer, asked, moment })
  }
  return undefined
}

interface Recognising {
  readonly answer: Answer
  readonly asked: Asked
  readonly moment: Moment
}

async function judgeHandle(
  factor: Factor<unknown>,
  handle: string,
  { answer, asked, moment }: Recognising,
): Promise<Taken> {
  const { house } = moment
  const tried: Try = { purpose: factor.name, account: `handle ${handle}`, familiar: false }
  const counted = asked.counted ?? { tried, counted: await countTry(moment, tried) }
  const refused: Taken = {
    problem: factor.prove.wrong,
    judged: { ...counted, tell: async () => {} },
  }
  if (counted.counted.waitUntil || !asked.facts.need.accepts.includes(factor.name)) return refused
  const row = await findByHandle(moment.db, handleOf(house, factor, handle), factor.name)
  const [known] = row ? methodFacts([row], moment) : []
  const method =
    row && known
      ? { ...known, kept: openKept(house, factor, { id: row.id, sealed: row.kept }) }
      : undefined
  const about = aboutOf(question(factor), { facts: asked.facts, kept: [] }, house)
  const outcome = await factor.prove.check(
    answer,
    { ...about, mine: method ? [method] : [], ...(method && { method }) },
    moment,
  )
  if (outcome.is !== 'right' || !row) return refused
  const at = moment.now.toISOString()
  return {
    learned: {
      who: row.person_id,
      proofs: [{ factor: factor.name, method: row.id, at, ...factor.proof, ...outcome.proof }],
    },
    used: {
      method: row.id,
      version: row.version,
      ...(outcome.keep !== undefined && { kept: sealKept(house, factor, row.id, outcome.keep) }),
    },
    counted,
  }
}
