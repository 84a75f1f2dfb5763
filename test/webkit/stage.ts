// What the scenes in WebKit stand on: the example as it stands, one screen of memory, and an empty
// browser for whoever comes, at a desk or with an iPhone. Each scene has somebody of its own.
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { importPeople } from '../../src/domain/importing/import-people.ts'
import type { Person } from '../door/pc-and-phone.ts'
import { known } from '../door/typed-password.ts'
import { phoneKinds } from '../town/browser/phone-kinds.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import { Session } from '../town/browser/webkit/driver.ts'
import { startWebKit, type Driver, type WebKitProgram } from '../town/browser/webkit/program.ts'
import { WebKitWindow } from '../town/browser/webkit/window.ts'

export interface Stage {
  readonly town: Town
  /** Nothing remembered and nothing kept. It ends with the scene. */
  window(at: 'a desk' | 'an iPhone'): Promise<WebKitWindow>
  /** Somebody new, with a password, and a number that the organisation knows. */
  somebody(domain?: string): Promise<Person>
  /** Nobody answers at any address of the town from now on. */
  goesOut(): Promise<void>
}

const looks = {
  'a desk': { size: { width: 1366, height: 768 } },
  'an iPhone': { size: phoneKinds.iphone.viewport, userAgent: phoneKinds.iphone.userAgent },
} as const

export function openStage(): Stage {
  let town: Town
  let program: WebKitProgram
  let people = 0
  let isOut = false
  const free: Driver[] = []
  beforeAll(async () => {
    const database = await townDatabase()
    ;[town, program] = await Promise.all([openTown({ database, example: 'demo' }), startWebKit()])
  })
  afterAll(async () => {
    await program.close()
    if (!isOut) await town.close()
  })
  return {
    get town() {
      return town
    },
    async window(at) {
      // A driver holds one browser; the next scene takes it over.
      const driver = free.pop() ?? (await program.driver())
      const session = await Session.open(driver, looks[at])
      onTestFinished(async () => {
        await session.close()
        free.push(driver)
      })
      return new WebKitWindow(session)
    },
    async somebody(domain = 'fjordvik.example') {
      people += 1
      // What was right a moment ago stands on the count of everybody's address.
      await town.forgives()
      return movesTo(town, people, domain)
    },
    async goesOut() {
      isOut = true
      await town.close()
    },
  }
}

async function movesTo(town: Town, count: number, domain: string): Promise<Person> {
  const digits = String(count).padStart(2, '0')
  const login = `kari${digits}@${domain}`
  const number = `+47999999${digits}`
  const { bad } = await importPeople(
    town.moment(),
    'Fornavn;Etternavn;Brukernavn;E-post;Mobil;Grupper\n' +
      `Kari;Nordmann;${login};${login};${number};ansatte`,
  )
  if (bad.length > 0) throw new Error(JSON.stringify(bad))
  await town.knows(login, known)
  return { login, number }
}
