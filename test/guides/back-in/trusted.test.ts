// «Stol på denne nettleseren»: the code is asked for once in it, in every other as ever, and again
// when it has been forgotten.
import { equal } from 'node:assert/strict'
import { describe, test } from 'vitest'
import {
  byThumb,
  givesPassword,
  hasCodeApp,
  hasNumber,
  isAskedForThePassword,
  isAtApplication,
  showsTheApp,
} from './means.ts'
import { oneTown, type OwnStage } from './one-town.ts'
import { withoutApp } from '../../town/without-app.ts'

const walks = oneTown({
  example: 'alstahaug',
  change: withoutApp,
  domain: 'fjordvik.kommune.example',
})

async function givesNameAndPassword(stage: OwnStage): Promise<void> {
  await isAskedForThePassword(stage)
  await givesPassword(stage, byThumb)
}

async function goesOut({ kari, town }: OwnStage): Promise<void> {
  await kari.opens(`${town.origin}/`)
  await kari.presses('Logg ut')
}

describe.each(['desktop', 'phone'] as const)('at the size of a %s', (size) => {
  test('a browser that is trusted asks for the password alone, until it is forgotten', async () => {
    await walks(
      async (stage) => {
        const { kari, town } = stage
        const shows = await hasCodeApp(stage)
        await hasNumber(stage)
        await givesNameAndPassword(stage)
        await kari.sees('Skriv inn koden fra kodeappen')
        await kari.reads('Ikke velg dette på en enhet som flere bruker.')
        await kari.touches('Stol på denne nettleseren i 30 dager')
        await showsTheApp(stage, shows)
        await isAtApplication(stage)
        await goesOut(stage)

        await givesNameAndPassword(stage)
        await isAtApplication(stage)

        const elsewhere = { ...stage, kari: await stage.another() }
        await givesNameAndPassword(elsewhere)
        await elsewhere.kari.sees('Skriv inn koden fra kodeappen')

        await kari.opens(`${town.origin}/security`)
        await kari.reads('Nettlesere som huskes', 'Denne nettleseren')
        await kari.presses(/^Glem/)
        // In by the password alone, and no longer trusted: a code is asked for at once.
        await showsTheApp(stage, shows)
        await kari.sees('Innlogging og sikkerhet')
        await kari.reads('Nettleseren er glemt.')
        equal(await kari.stands('Nettlesere som huskes'), false)
      },
      { size },
    )
  })
})
