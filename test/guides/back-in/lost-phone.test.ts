// A phone that is new, gone, or forgotten at home: on a PC by the keys alone, on a phone with a
// thumb, each to the application one was on the way to.
import { equal } from 'node:assert/strict'
import { describe, expect, test } from 'vitest'
import {
  byKeys,
  byThumb,
  codeOnNewPhone,
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
import { oneTown, type OwnStage } from './one-town.ts'
import { withoutApp } from '../../town/without-app.ts'

const walks = oneTown({ example: 'demo', change: withoutApp })

const sizes: readonly (readonly ['desktop' | 'phone', Hands])[] = [
  ['desktop', byKeys],
  ['phone', byThumb],
]

/** What is pressed in the other hand: its app, the plus, and what saves the account. */
const onNewPhone = 3

/** At the page that asks for a code from the phone, and away from it. */
async function says(stage: OwnStage, what: RegExp, hands: Hands): Promise<void> {
  const { kari } = stage
  await isAskedForThePassword(stage, hands)
  await givesPassword(stage, hands)
  await kari.sees('Skriv inn koden fra kodeappen')
  await hands(kari, 'Mistet eller byttet mobil?')
  await kari.sees('Hva har skjedd med mobilen?')
  await kari.reads('Jeg har ny mobil, og har den gamle her', 'Mobilen er borte')
  await kari.reads('Jeg har den ikke her nå')
  await hands(kari, what)
}

/** The list of what may be set up, and the same number on a new card. */
async function setsUpTheNumber(stage: OwnStage, hands: Hands): Promise<void> {
  const { kari, who } = stage
  await kari.sees('Velg hvordan du vil bekrefte at det er deg')
  await hands(kari, /^SMS til nummeret/)
  await kari.sees('Skriv inn koden')
  await confirms(stage, 'Skriv inn koden', (await kari.readsSms(who.phone)).code, hands)
}

/** A sheet in the drawer, or what the helpdesk reads out. */
const hasSomethingElse = async (stage: OwnStage, size: 'desktop' | 'phone') =>
  size === 'desktop'
    ? { heading: 'Skriv inn en reservekode', code: await hasPaper(stage) }
    : { heading: 'Skriv inn engangskoden', code: await isGivenPass(stage) }

/** In another browser, with the phone that will be lost; gives how one sees that this has ended. */
async function isInElsewhere(stage: OwnStage, shows: () => string): Promise<() => Promise<void>> {
  const elsewhere = { ...stage, kari: await stage.another() }
  await isAskedForThePassword(elsewhere)
  await givesPassword(elsewhere)
  await showsTheApp(elsewhere, shows)
  await isAtApplication(elsewhere)
  return async () => {
    await elsewhere.kari.opens(`${stage.town.origin}/`)
    await elsewhere.kari.sees('Logg inn')
  }
}

describe.each(sizes)('on a %s', (size, hands) => {
  test('a new phone is set up with a code from the old one', async () => {
    const counted = await walks(
      async (stage) => {
        const { kari } = stage
        const shows = await hasCodeApp(stage)
        await says(stage, /^Jeg har ny mobil/, hands)
        await showsTheApp(stage, shows, hands)
        await kari.sees('Velg hvordan du vil bekrefte at det er deg')
        await hands(kari, /^Kodeapp/)
        await kari.sees('Legg Fjordvik Handel inn i kodeappen')
        const code = await codeOnNewPhone(stage)
        if (!kari.isOnPhone) await kari.reachesByKeyboard('Kode fra appen')
        await kari.types('Kode fra appen', code)
        await hands(kari, 'Bekreft')
        await isAtApplication(stage)
      },
      { size },
    )
    expect(counted).toMatchObject(
      size === 'phone' ? { screens: 8, clicks: 10, typed: 30 } : { screens: 8, clicks: onNewPhone },
    )
  })

  test('a phone that is gone is blocked, and replaced before anybody comes in', async () => {
    const counted = await walks(
      async (stage) => {
        const { kari, town, who } = stage
        const shows = await hasCodeApp(stage)
        const hasLeft = await hasSomethingElse(stage, size)
        const isOutElsewhere = size === 'desktop' ? await isInElsewhere(stage, shows) : undefined
        await says(stage, /^Mobilen er borte/, hands)
        await confirms(stage, hasLeft.heading, hasLeft.code, hands)
        await setsUpTheNumber(stage, hands)
        await isAtApplication(stage)
        await isOutElsewhere?.()
        await kari.opens(`${town.mailbox}?who=${who.login}`)
        await kari.reads('En mobil er sperret på FJORD-kontoen din')
      },
      { size },
    )
    expect(counted).toMatchObject(
      size === 'phone' ? { screens: 8, clicks: 7, typed: 32 } : { screens: 8, clicks: 0 },
    )
  })

  test('one forgotten at home leaves everything as it is, and another method is taken', async () => {
    const counted = await walks(
      async (stage) => {
        const { kari, town } = stage
        await hasCodeApp(stage)
        const code = await hasPaper(stage)
        await says(stage, /^Jeg har den ikke her nå/, hands)
        await kari.sees('Prøv en annen måte')
        await kari.reads('Velg en av metodene dine.', 'Jeg kan ikke bruke noen av disse')
        await hands(kari, /^Reservekode/)
        await confirms(stage, 'Skriv inn en reservekode', code, hands)
        await isAtApplication(stage)
        await kari.opens(`${town.origin}/security`)
        await kari.reads('Kodeapp')
        equal(await kari.stands('Slettet det siste døgnet'), false)
      },
      { size },
    )
    expect(counted).toMatchObject(
      size === 'phone' ? { screens: 6, clicks: 6, typed: 34 } : { screens: 6, clicks: 0 },
    )
  })
})
