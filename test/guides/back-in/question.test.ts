// As the first guide has it: whoever has forgotten the password and cannot reach the mail shows a
// message and the answer to the question, and is told by mail.
import { describe, expect, test } from 'vitest'
import {
  asksForAMessage,
  byThumb,
  givesPassword,
  hasNumber,
  hasQuestion,
  isAskedForThePassword,
  isAtApplication,
} from './means.ts'
import { oneTown, type OwnStage } from './one-town.ts'
import { withoutApp } from '../../town/without-app.ts'

const walks = oneTown({ example: 'nano', change: withoutApp })
const fresh = 'tyttebær-og-lyng-34'

const asked = 'Hva het det første kosedyret ditt?'

async function answers({ kari }: OwnStage, reply: string): Promise<void> {
  await kari.sees(asked)
  await kari.types(asked, reply)
  await kari.presses('Bekreft')
}

describe.each(['desktop', 'phone'] as const)('at the size of a %s', (size) => {
  test('a message and the question lead to a new password, told by mail', async () => {
    const counted = await walks(
      async (stage) => {
        const { kari, who } = stage
        await hasNumber(stage)
        const reply = await hasQuestion(stage)
        await isAskedForThePassword(stage)
        await kari.presses('Glemt passord?')
        await asksForAMessage(stage)
        await kari.sees('Skriv inn koden fra e-posten')
        await kari.presses('Sikkerhetsspørsmål')
        await kari.reads('Steg 2 av 3')
        await answers(stage, reply)
        await kari.sees('Lag et nytt passord')
        await kari.types('Lag et nytt passord', fresh)
        await kari.presses('Lagre passordet')
        await kari.reads('Passordet er byttet. Logg inn med det nye.')
        await givesPassword(stage, byThumb, fresh)
        // The number rests for an hour; at home the question stands beside the password.
        await answers(stage, reply)
        await isAtApplication(stage)
        await kari.waitsForMail(who.login, /^Passordet/)
        await kari.readsInMail(/Alle steder du var logget inn, er logget ut\./)
      },
      { size },
    )
    expect(counted).toEqual({ screens: 8, clicks: 9, typed: 66 })
  })
})
