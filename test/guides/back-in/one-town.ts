// One browser and one town for a file of tests, with two houses over its database and each request
// at the next of them. Each walk has somebody of its own, who moved there long before, so that none
// of them leaves anything to another. Must be called where tests are described, as `playing`.
import { afterAll, beforeAll } from 'vitest'
import { importPeople } from '../../../src/domain/importing/import-people.ts'
import { type CodeApps, startCodeApps } from '../../town/browser/code-apps.ts'
import type { Counted } from '../../town/browser/count.ts'
import { type Look, openTownBrowser, type TownBrowser } from '../../town/browser/town-browser.ts'
import { townDatabase } from '../../town/database.ts'
import { openTown, type Town, type TownToOpen } from '../../town/portvakt.ts'
import { guidePassword } from '../first-guide.ts'
import { day } from '../going-on.ts'
import { playIn, type Stage } from '../scene.ts'

export interface Resident {
  readonly login: string
  /** As it is typed, where the domain may be left out. */
  readonly name: string
  readonly phone: string
}

/** A stage with somebody who has a password and a number that the organisation knows. */
export interface OwnStage extends Stage {
  readonly who: Resident
}

export type Walk = (stage: OwnStage) => Promise<void>

interface Standing {
  readonly browser: TownBrowser
  readonly town: Town
  readonly apps: CodeApps
}

export function oneTown(
  asked: Pick<TownToOpen, 'example' | 'change'> & { readonly domain?: string },
): (walk: Walk, look?: Look) => Promise<Counted> {
  let standing: Standing | undefined
  let people = 0
  beforeAll(async () => {
    const town = await openTown({ database: await townDatabase(), isBalanced: true, ...asked })
    const apps = await startCodeApps(() => town.moment().now)
    standing = { town, apps, browser: await openTownBrowser() }
  })
  afterAll(async () => {
    await standing?.browser.close()
    await standing?.apps.close()
    await standing?.town.close()
  })
  return async (walk, look = {}) => {
    if (!standing) throw new Error('The town is not open yet')
    const { town, apps, browser } = standing
    people += 1
    const who = await movesTo(town, people, asked.domain ?? 'fjordvik.example')
    // What is counted by the hour and by the day begins anew.
    town.pass(2 * day)
    return playIn(
      { town, apps },
      { look, goal: applicationOf, play: (stage) => walk({ ...stage, who }) },
      { browser },
    )
  }
}

/** The one that people are on their way to. */
const applicationOf = ({ applications }: Town): string => applications[0]?.address ?? ''

async function movesTo(town: Town, count: number, domain: string): Promise<Resident> {
  const number = String(count).padStart(2, '0')
  const name = `kari${number}`
  const login = `${name}@${domain}`
  const phone = `+47 999 99 9${number}`
  const { bad } = await importPeople(
    town.moment(),
    'Fornavn;Etternavn;Brukernavn;E-post;Mobil;Grupper\n' +
      `Kari;Nordmann;${login};${login};${phone};ansatte`,
  )
  if (bad.length > 0) throw new Error(JSON.stringify(bad))
  await town.knows(login, guidePassword)
  return { login, name, phone }
}
