// Whoever has forgotten the password comes to the application they were on their way to: by every
// pair of means, on a PC and on a phone.
import { equal, ok } from 'node:assert/strict'
import { Secret, TOTP } from 'otpauth'
import { describe, test } from 'vitest'
import { keepMethod } from '../../src/domain/methods/methods.ts'
import { givePass } from '../../src/domain/methods/passes.ts'
import { findPersonByName } from '../../src/domain/people/people.ts'
import { codes } from '../../src/factors/codes/codes.ts'
import { totp } from '../../src/factors/totp/totp.ts'
import { kari as login, type Town } from '../town/portvakt.ts'
import { guidePassword as known, karisPhone } from './first-guide.ts'
import { playing } from './playing.ts'
import { scene, type Scene, type Stage } from './scene.ts'

const play = playing()
const fresh = 'tyttebær og lyng 34'

async function karisId({ moment }: Town): Promise<string> {
  const { id } = (await findPersonByName(moment(), login)) ?? {}
  if (id === undefined) throw new Error('Kari is not here')
  return id
}

const secret = new Secret({ size: 20 })

async function hasCodeApp(town: Town): Promise<void> {
  const kept = { key: Buffer.from(secret.bytes).toString('base64'), after: 0 }
  await keepMethod(town.moment(), totp, { person: await karisId(town), kept })
}

/** What the app shows, a step later each time, since a code works once. */
function showsCode(town: Town): string {
  town.pass(30)
  return new TOTP({ secret }).generate({ timestamp: town.moment().now.getTime() })
}

const onPaper = 'K7QF29MDK7QF29MD'

async function hasPaper(town: Town): Promise<void> {
  const hash = await town.moment().house.passwords.hash(onPaper.slice(3))
  if (hash === 'busy') throw new Error('The lane is busy')
  const kept = { codes: [{ selector: onPaper.slice(0, 3), hash }] }
  await keepMethod(town.moment(), codes, { person: await karisId(town), kept })
}

/** From the application to the page of the password. */
async function isAskedForThePassword({ kari, town }: Stage): Promise<void> {
  await kari.opens(town.applications[0]?.address ?? '')
  await kari.presses('Logg inn')
  await kari.types('Brukernavn', 'kari.nordmann')
  await kari.presses('Neste steg')
  await kari.sees('Skriv inn passordet')
  await kari.reads('Du skal til E-post.')
}

async function confirms({ kari }: Stage, label: string, code: string): Promise<void> {
  await kari.sees(label)
  await kari.types(label, code)
  await kari.presses('Bekreft')
}

async function showsTheMessage(stage: Stage): Promise<void> {
  const { kari } = stage
  await kari.sees('Få en kode på SMS')
  await kari.presses('Send kode')
  await kari.sees('Skriv inn koden')
  await confirms(stage, 'Skriv inn koden', (await kari.readsSms(karisPhone)).code)
}

async function showsTheMail(stage: Stage): Promise<void> {
  const label = 'Skriv inn koden fra e-posten'
  await stage.kari.sees(label)
  await confirms(stage, label, await stage.kari.readsMailedCode(login))
}

async function makesAPasswordAndTypesIt({ kari }: Stage): Promise<void> {
  await kari.sees('Lag et nytt passord')
  await kari.types('Lag et nytt passord', fresh)
  await kari.presses('Lagre passordet')
  await kari.sees('Skriv inn passordet')
  await kari.reads('Passordet er byttet. Logg inn med det nye.')
  await kari.types('Skriv inn passordet', fresh)
}

async function isInEpost({ kari, town }: Stage): Promise<void> {
  await kari.sees('E-post')
  equal(kari.tab.url(), town.applications[0]?.address)
}

interface Way {
  /** From the press to the page of the password, the message and the mail among them. */
  readonly screens: number
  readonly has: (town: Town) => Promise<void>
  readonly shows: (stage: Stage) => Promise<void>
}

async function showsTheApp(stage: Stage): Promise<void> {
  await confirms(stage, 'Skriv inn koden fra kodeappen', showsCode(stage.town))
}

async function chooses({ kari }: Stage, name: RegExp): Promise<void> {
  await kari.presses('Prøv en annen måte')
  await kari.presses(name)
}

let pass = ''
const ways: Readonly<Record<string, Way>> = {
  'a message and a mail': {
    screens: 6,
    has: hasCodeApp,
    async shows(stage) {
      await showsTheMessage(stage)
      await showsTheMail(stage)
    },
  },
  'a code app and a mail': {
    screens: 6,
    has: hasCodeApp,
    async shows(stage) {
      await chooses(stage, /^Kode fra kodeappen/)
      await showsTheApp(stage)
      await showsTheMail(stage)
    },
  },
  'a code on paper and a mail': {
    screens: 6,
    async has(town) {
      await hasPaper(town)
      await hasCodeApp(town)
    },
    async shows(stage) {
      await chooses(stage, /^Reservekode/)
      await confirms(stage, 'Skriv inn en reservekode', onPaper)
      await showsTheMail(stage)
    },
  },
  'a pass from the helpdesk and a mail': {
    screens: 6,
    async has(town) {
      await hasCodeApp(town)
      const { house } = town.moment()
      pass = (await givePass({ ...town.moment(), house }, { person: await karisId(town) })).code
    },
    async shows(stage) {
      await chooses(stage, /^Engangskode/)
      await confirms(stage, 'Skriv inn engangskoden', pass)
      await showsTheMail(stage)
    },
  },
}

const forgotten = ({ has, shows }: Way, told: (screens: number) => void): Scene =>
  scene('forgotten', { example: 'demo' }, async (stage) => {
    const { kari, town } = stage
    await town.knows(login, known)
    await has(town)
    await isAskedForThePassword(stage)
    const before = kari.counted.screens
    await kari.presses('Glemt passord?')
    await shows(stage)
    await makesAPasswordAndTypesIt(stage)
    told(kari.counted.screens - before)
    await kari.presses('Logg inn')
    await showsTheApp(stage)
    await isInEpost(stage)
  })

describe.each(['desktop', 'phone'] as const)('forgotten, at the size of a %s', (size) => {
  test.each(Object.entries(ways))('%s lead to the application', async (_name, way) => {
    let screens = 0
    await play({ ...forgotten(way, (count) => (screens = count)), look: { size } })
    ok(screens <= way.screens, `${screens} screens`)
  })
})
