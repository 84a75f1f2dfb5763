// The small language of scenes: a title, a town, an empty browser, and steps that are named by the
// guide's own lines. A scene is played by the tests and by `npm run guide`; what it costs is
// counted in the browser, never here.
import type { Database } from '../../src/store/database.ts'
import type { Look, TownBrowser } from '../town/browser.ts'
import type { Counted, Walker } from '../town/browser-walker.ts'
import { openTown, type Town, type TownToOpen } from '../town/portvakt.ts'

export interface Stage {
  readonly town: Town
  readonly kari: Walker
  /** A line of the guide, and what is done and seen for it. */
  step(line: string, work: () => Promise<void>): Promise<void>
  /** A browser of its own, that has seen nothing of what Kari's has. */
  another(look?: Look): Promise<Walker>
}

export interface Scene {
  readonly title: string
  readonly example: TownToOpen['example']
  readonly look: Look
  readonly change?: TownToOpen['change']
  readonly play: (stage: Stage) => Promise<void>
}

export const scene = (
  title: string,
  set: Pick<Scene, 'example' | 'change'> & { readonly look?: Look },
  play: Scene['play'],
): Scene => ({ title, look: {}, ...set, play })

export interface Playing {
  readonly database: Database
  readonly browser: TownBrowser
  /** Told before each step. */
  readonly hear?: (line: string) => void
}

/** Plays a scene in a town of its own, and gives what it cost up to the goal. */
export async function play(
  { example, change, look, play: perform }: Scene,
  { database, browser, hear }: Playing,
): Promise<Counted> {
  const town = await openTown({ database, example, ...(change && { change }) })
  const walkers: Walker[] = []
  const another = async (its: Look = look): Promise<Walker> => {
    const goal = `${town.origin}/`
    const walker = await browser.empty({ mailbox: town.mailbox, goal }, its)
    walkers.push(walker)
    return walker
  }
  try {
    const kari = await another()
    await perform({ town, kari, another, step: (line, work) => step(line, work, hear) })
    return kari.counted
  } finally {
    for (const walker of walkers) await walker.closes()
    await town.close()
  }
}

async function step(
  line: string,
  work: () => Promise<void>,
  hear: Playing['hear'] = () => undefined,
): Promise<void> {
  hear(line)
  try {
    await work()
  } catch (fault) {
    throw new Error(`At «${line}»: ${fault instanceof Error ? fault.message : String(fault)}`, {
      cause: fault,
    })
  }
}
