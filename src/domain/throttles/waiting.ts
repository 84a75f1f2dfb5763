// Everything that somebody waits for, in any browser of theirs: what each of their methods bears,
// and until when. For whoever helps them. Must never wipe what was counted in a window.
import { unlockCounts, waitsOf } from '../../store/throttles.ts'
import { familiarBrowsersOf } from '../../store/methods/helping.ts'
import type { Moment } from '../moment.ts'
import { accountKey, browserKey } from './counts.ts'
import { limitOf, type Guessed } from './limits.ts'
import { isRest } from './throttles.ts'

export interface Wait {
  /** A factor, or the code on paper. */
  readonly factor: string
  /** Absent: it rests, and time alone does not end that. */
  readonly until?: Date
}

interface Waited {
  readonly id: string
  readonly login: string
}

/** Counted by the person, and by the name where nothing is known but the name. */
async function countsOf(moment: Moment, { id, login }: Waited) {
  const browsers = await familiarBrowsersOf(moment.db, id)
  const guessed: readonly Guessed[] = moment.house.factors.map(({ name, bears }) => ({
    purpose: name,
    ...(bears && { bears }),
  }))
  const ofFactors = guessed.flatMap((each) => {
    const tried = { ...each, account: id }
    const keys = browsers.map((browser) => browserKey(moment, tried, browser))
    return [accountKey(moment, tried), ...keys].map((key) => ({ key, ...each }))
  })
  const paper = { purpose: 'start-code' } as const
  return [...ofFactors, { ...paper, key: accountKey(moment, { ...paper, account: login }) }]
}

export async function waitsNow(moment: Moment, person: Waited): Promise<readonly Wait[]> {
  const counts = await countsOf(moment, person)
  const keys = counts.map(({ key }) => key)
  const rows = await waitsOf(moment.db, keys, moment.now)
  const latest = new Map<string, Date>()
  for (const { key, wait_until: until } of rows) {
    const factor = counts.find((each) => each.key.equals(key))?.purpose ?? ''
    const known = latest.get(factor)
    if (!known || known < until) latest.set(factor, until)
  }
  return [...latest].map(([factor, until]) =>
    isRest(moment, until) ? { factor } : { factor, until },
  )
}

/** Outside every transaction, like all counting. */
export async function unlockAll(moment: Moment, person: Waited): Promise<void> {
  const counts = await countsOf(moment, person)
  const unlocked = counts.map(({ key, ...guessed }) => ({ key, ...limitOf(guessed) }))
  await unlockCounts(moment.house.db, unlocked, moment.now)
}
