// The small language of scenes: a title, a town, an empty browser, and steps that are named by the
// guide's own lines. A scene is played by the tests and by `npm run guide`; what it costs is
// counted in the browser, never here.
import type { Database } from '../../src/store/database.ts'
import type { Look, TownBrowser } from '../town/browser/town-browser.ts'
import type { Counted } from '../town/browser/count.ts'
import type { Walker } from '../town/browser/walker.ts'
import { type CodeApps, startCodeApps } from '../town/browser/code-apps.ts'
import { openTown, type Town, type TownToOpen } from '../town/portvakt.ts'

export interface Stage {
  readonly town: Town
  readonly kari: Walker
  /** Programs that show codes, beside the house. */
  readonly apps: CodeApps
  /** A line of the guide, and what is done and seen for it. */
  step(line: string, work: () => Promise<void>): Promise<void>
  /** A browser of its own, that has seen nothing of what Kari's has. */
  another(look?: Look): Promise<Walker>
}

export interface Scene {
  readonly title: string
  readonly example: TownToOpen['example']
  readonly look: Look
  /** Where the guide ends. */
  readonly goal: (town: Town) => string
  readonly change?: TownToOpen['change']
  readonly people?: TownToOpen['people']
  readonly feide?: TownToOpen['feide']
  readonly play: (stage: Stage) => Promise<void>
}

export const scene = (
  title: string,
  set: Pick<Scene, 'example' | 'change' | 'people' | 'feide'> &
    Partial<Pick<Scene, 'look' | 'goal'>>,
  play: Scene['play'],
): Scene => ({ title, look: {}, goal: startPage, ...set, play })

const startPage = ({ origin }: Town): string => `${origin}/`

/** An application that is signed in to. */
export const applicationNamed =
  (name: string) =>
  ({ applications }: Town): string => {
    const found = applications.find((application) => application.name === name)
    if (!found) throw new Error(`No application is called ${name}`)
    return found.address
  }

export interface Playing {
  readonly database: Database
  readonly browser: TownBrowser
  /** Told before each step. */
  readonly hear?: (line: string) => void
}

/** Plays a scene in a town of its own, and gives what it cost up to the goal. */
export async function play(scene: Scene, { database, ...more }: Playing): Promise<Counted> {
  const { example, change, people, feide } = scene
  const changes = {
    ...(change && { change }),
    ...(people && { people }),
    ...(feide && { feide }),
  }
  const town = await openTown({ database, example, ...changes })
  const apps = await startCodeApps(() => town.moment().now)
  try {
    return await playIn({ town, apps }, scene, more)
  } finally {
    await apps.close()
    await town.close()
  }
}

/** The same in a town that stands, and stays. */
export async function playIn(
  { town, apps }: Pick<Stage, 'town' | 'apps'>,
  { look, goal, play: perform }: Pick<Scene, 'look' | 'goal' | 'play'>,
  { browser, hear }: Omit<Playing, 'database'>,
): Promise<Counted> {
  const places = {
    house: town.origin,
    mailbox: town.mailbox,
    phones: `http://localhost:${town.gateway.port}/`,
    goal: goal(town),
  }
  const walkers: Walker[] = []
  const another = async (its: Look = look): Promise<Walker> => {
    const walker = await browser.empty(places, its)
    walkers.push(walker)
    return walker
  }
  try {
    const kari = await another()
    await perform({ town, kari, apps, another, step: (line, work) => step(line, work, hear) })
    return kari.counted
  } finally {
    for (const walker of walkers) await walker.closes()
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
