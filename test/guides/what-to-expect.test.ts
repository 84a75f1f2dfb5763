// What the rules mean for one person, where it is told: on the first page of the wizard, under
// «Innlogging og sikkerhet», and at the next sign-in under «Hvorfor blir jeg spurt?».
import { expect, test } from 'vitest'
import { guideNamed } from './all-guides.ts'
import { guidePassword as password } from './first-guide.ts'
import { playing } from './playing.ts'
import type { Scene, Stage } from './scene.ts'
import { phone } from './two-methods.ts'

const play = playing()

/** The guide, and what comes after it. */
const after = (scene: Scene, walk: Scene['play']): Scene => ({
  ...scene,
  play: async (stage) => {
    await scene.play(stage)
    await walk(stage)
  },
})

async function readsWhenAsked({ town, kari }: Stage): Promise<void> {
  await kari.opens(`${town.origin}/security`)
  await kari.sees('Innlogging og sikkerhet')
  await kari.reads(
    'Når blir jeg spurt?',
    /På Kommunens nettverk:? Du blir vanligvis ikke spurt om mer enn passordet\./,
    /Alle andre steder:? Du bekrefter også med en av metodene dine\./,
  )
}

async function readsWhy({ town, another }: Stage, words: string): Promise<void> {
  const kari = await another()
  await kari.opens(`${town.origin}/`)
  await kari.sees('Logg inn')
  await kari.types('Brukernavn', 'kari.nordmann@fjordvik.kommune.example')
  await kari.presses('Neste steg')
  await kari.types('Skriv inn passordet', password)
  await kari.presses('Logg inn')
  await kari.sees('Godkjenn på mobilen')
  await kari.touches('Hvorfor blir jeg spurt?')
  await kari.reads(words, 'Prøvde du ikke å logge inn?')
  await kari.presses('SMS')
  await kari.readsSms(phone)
  await kari.sees('Skriv inn koden')
  await kari.touches('Hvorfor blir jeg spurt?')
  await kari.reads(words, 'Meldingen er fra Fjordvik-pålogging og har bare koden.')
}

/** What the guide itself costs is counted up to its goal. */
async function costsAsGuide(name: string, walk: Scene['play']): Promise<void> {
  const { scene, costs } = guideNamed(name)
  expect(await play(after(scene(), walk))).toEqual(costs.iphone)
}

test('inside the network nobody is asked, and the page about one’s own methods says where one is', () =>
  costsAsGuide('kommune-code-app', readsWhenAsked))

test('outside of it one is told that one is not on it', () =>
  costsAsGuide('kommune-outside', async (stage) => {
    await readsWhenAsked(stage)
    await readsWhy(stage, 'Du er ikke på Kommunens nettverk.')
  }))

test('the doctors’ office is told that it is asked inside the network as well', () =>
  costsAsGuide('kommune-doctors', async (stage) => {
    await readsWhenAsked(stage)
    await stage.kari.reads(
      /På Legekontoret, en del av Kommunens nettverk:? Du bekrefter også med en av metodene/,
    )
    await readsWhy(stage, 'Legekontoret spør også på Kommunens nettverk.')
  }))
