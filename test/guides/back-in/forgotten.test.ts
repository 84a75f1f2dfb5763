// Whoever has forgotten the password comes to the application they were on their way to: by every
// pair of means, on a PC and on a phone, by the keys alone, and at what cost.
import AxeBuilder from '@axe-core/playwright'
import { describe, expect, test } from 'vitest'
import type { Show } from '../../town/browser/seat.ts'
import {
  asksForAMessage,
  byKeys,
  byThumb,
  confirms,
  givesPassword,
  type Hands,
  hasCodeApp,
  hasPaper,
  isAskedForThePassword,
  isAtApplication,
  isGivenPass,
  showsTheApp,
} from './means.ts'
import { oneTown, type OwnStage, type Walk } from './one-town.ts'
import { withoutApp } from '../../town/without-app.ts'

const walks = oneTown({ example: 'demo', change: withoutApp })
const fresh = 'tyttebær og lyng 34'

async function showsTheMail(stage: OwnStage, hands: Hands = byThumb): Promise<void> {
  const label = 'Skriv inn koden fra e-posten'
  await stage.kari.sees(label)
  await stage.kari.reads('Steg 2 av 3')
  const code = await stage.kari.readsMailedCode(stage.who.login)
  await confirms(stage, label, code, hands)
}

async function makesAPassword({ kari }: OwnStage, hands: Hands = byThumb): Promise<void> {
  await kari.sees('Lag et nytt passord')
  await kari.reads('Steg 3 av 3')
  await kari.types('Lag et nytt passord', fresh)
  await hands(kari, 'Lagre passordet')
  await kari.sees('Skriv inn passordet')
  await kari.reads('Passordet er byttet. Logg inn med det nye.')
}

/** Before anything is shown, the list is the same for everybody, and says so. */
async function chooses({ kari }: OwnStage, name: RegExp): Promise<void> {
  await kari.presses('Prøv en annen måte')
  await kari.sees('Prøv en annen måte')
  await kari.reads('Steg 1 av 3')
  await kari.reads('Velg noe du har. Her står alle måtene, også dem du ikke har satt opp.')
  await kari.reads('Kjenner vi mobilnummeret ditt, sender vi en kode dit.')
  await kari.presses(name)
}

/** Shows, in place of the password, what was had before the walk began. */
type Set = (stage: OwnStage, shows: () => string) => Promise<() => Promise<void>>

const fromPaper = async (stage: OwnStage) => {
  const code = await hasPaper(stage)
  return () => confirms(stage, 'Skriv inn en reservekode', code)
}

const fromHelpdesk = async (stage: OwnStage) => {
  const code = await isGivenPass(stage)
  return () => confirms(stage, 'Skriv inn engangskoden', code)
}

const first: Readonly<Record<string, Set>> = {
  'a message': async (stage) => async () => {
    await stage.kari.reads('Bekreft at det er deg på to måter')
    await asksForAMessage(stage)
  },
  'a code app': async (stage, shows) => async () => {
    await chooses(stage, /^Kode fra kodeappen/)
    await showsTheApp(stage, shows)
  },
  'a code on paper': async (stage) => {
    const isShown = await fromPaper(stage)
    return () => chooses(stage, /^Reservekode/).then(isShown)
  },
  'a pass from the helpdesk': async (stage) => {
    const isShown = await fromHelpdesk(stage)
    return () => chooses(stage, /^Engangskode/).then(isShown)
  },
}

/** To the page of the password and back to it, and in. */
const forgets =
  (set: Set, hands: Hands = byThumb): Walk =>
  async (stage) => {
    const shows = await hasCodeApp(stage)
    const isShown = await set(stage, shows)
    await isAskedForThePassword(stage, hands)
    await hands(stage.kari, 'Glemt passord?')
    await isShown()
    await showsTheMail(stage, hands)
    await makesAPassword(stage, hands)
    await givesPassword(stage, hands, fresh)
    await showsTheApp(stage, shows, hands)
    await isAtApplication(stage)
  }

describe.each(['desktop', 'phone'] as const)('forgotten, at the size of a %s', (size) => {
  // The name has 6 signs, the new password 19, twice; a code has 6, on paper 16, and a pass 8. The
  // page of the app is met twice, and is one screen.
  test.each([
    ['a message', 9, 8, 62],
    ['a code app', 8, 9, 62],
    ['a code on paper', 9, 9, 72],
    ['a pass from the helpdesk', 9, 9, 64],
  ])('%s and a mail: %i screens, %i clicks, %i keys', async (name, screens, clicks, typed) => {
    const set = first[name]
    if (!set) throw new Error(`Nobody shows ${name}`)
    expect(await walks(forgets(set), { size })).toEqual({ screens, clicks, typed })
  })

  test('a passkey alone, with nothing typed but the new password', async () => {
    await walks(
      async (stage) => {
        await hasPasskey(stage)
        const { kari } = stage
        await isAskedForThePassword(stage)
        const before = kari.counted
        await kari.presses('Glemt passord?')
        await chooses(stage, /^Passnøkkel/)
        await kari.presses('Bruk passnøkkel')
        await makesAPassword(stage)
        const { clicks, typed } = kari.counted
        expect([clicks - before.clicks, typed - before.typed]).toEqual([5, 19])
        await givesPassword(stage, byThumb, fresh)
        await kari.presses('Bruk passnøkkel')
        await isAtApplication(stage)
      },
      { size },
    )
  })
})

/** Set up in this very browser, which nobody is signed in in afterwards. */
async function hasPasskey(stage: OwnStage): Promise<void> {
  const { kari, town, who } = stage
  const shows = await hasCodeApp(stage)
  await kari.opens(`${town.origin}/security`)
  await kari.hasPasskeys('security key')
  await kari.types('Brukernavn', who.name)
  await kari.presses('Neste steg')
  await givesPassword(stage)
  await showsTheApp(stage, shows)
  await kari.presses(/^Passnøkkel/)
  await kari.presses('Opprett passnøkkel')
  await kari.reads('Metoden er lagt til.')
  await kari.opens(`${town.origin}/`)
  await kari.presses('Logg ut')
}

test('forgotten, by the keys alone, with pages that everybody can use', async () => {
  const judged: string[] = []
  const byMessage: Set = async (stage) => () => asksForAMessage(stage, byKeys)
  const show: Show = async (tab) => {
    if (!tab.url().includes('/visit/')) return
    const { violations } = await new AxeBuilder({ page: tab }).setLegacyMode(true).analyze()
    expect(violations.map(({ id, help }) => [tab.url(), id, help])).toEqual([])
    judged.push(await tab.title())
  }
  expect(await walks(forgets(byMessage, byKeys), { show })).toMatchObject({ clicks: 0 })
  expect(judged).toHaveLength(7)
})
