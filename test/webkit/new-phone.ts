// An account and its codes go from an iPhone's engine to another one, and back: what the one seals
// the other opens, with a PIN here and a passkey there.
import { expect } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { z } from 'zod'
import { picturePoints, readPicture, type Points } from '../phone/in-the-window.ts'
import { openPhoneWindow, presses, sees } from '../phone/phone-window.ts'
import { tab } from '../phone/stage.ts'
import type { WebKitWindow } from '../town/browser/webkit/window.ts'
import {
  addsByLink,
  approves,
  atNumber,
  makesPin,
  opensApp,
  provesByPin,
  stateOn,
} from './own-phone.ts'
import type { Stage } from './stage.ts'

const points = z.object({ size: z.number(), dark: z.array(z.tuple([z.number(), z.number()])) })

/** From the one in the first hand to the one in the other, and back. */
export async function movesThereAndBack(stage: Stage, browser: Browser): Promise<void> {
  const { town } = stage
  const who = await stage.somebody()
  const iphone = await stage.window('an iPhone')
  const { page: android } = await openPhoneWindow({ browser, isPlayed: false })
  await opensApp(town, iphone)
  await addsByLink(town, iphone, who)
  await keepsGitLab(iphone)

  await iphone.presses('Meg')
  await iphone.presses('Ny mobil?')
  await iphone.seesPicture('QR-kode for den nye mobilen')
  await android.goto(readPicture(points.parse(await iphone.run(`return ${picturePoints}`))))
  await presses(android, 'Legg til mobilen')
  await sees(android, 'Se på den gamle mobilen')
  await iphone.sees('Flytt til den nye mobilen')
  const pair = await android.locator('.note').innerText()
  await iphone.reads(pair.split(' · ')[0] ?? '')
  await iphone.presses('Flytt kontoen og kodene')
  await provesByPin(iphone)
  await iphone.sees('Flyttet til den nye mobilen')
  await iphone.presses('Gå til appen')
  await sees(android, 'Denne mobilen er klar')
  await presses(android, 'Gå til appen')
  await hasGitLab(android)

  await tab(android, 'Meg')
  await presses(android, 'Ny mobil?')
  await android.getByRole('img', { name: 'QR-kode for den nye mobilen' }).waitFor()
  await iphone.opens(readPicture(await android.evaluate<Points>(picturePoints)))
  await iphone.presses('Det passer ikke nå')
  await iphone.presses('Legg til mobilen')
  await makesPin(iphone)
  await iphone.sees('Se på den gamle mobilen')
  await sees(android, 'Flytt til den nye mobilen')
  await presses(android, 'Flytt kontoen og kodene')
  await sees(android, 'Flyttet til den nye mobilen')
  await iphone.sees('Denne mobilen er klar')
  await iphone.presses('Gå til appen')
  await iphone.presses('Koder')
  // What the house had given to either of the others ended with it.
  await iphone.reads(/GitLab kari \d{3} \d{3}/)
  const shown = (await iphone.words()).match(/\d{3} \d{3} \d+ sekunder/g)
  expect(shown).toHaveLength(2)
  const pc = await atNumber(town, who)
  await approves(iphone, pc)
  expect(await stateOn(pc)).toBe('done')
}

async function keepsGitLab(phone: WebKitWindow): Promise<void> {
  await phone.presses('Koder')
  await phone.presses('Legg til kode')
  await phone.types('Nøkkel', 'otpauth://totp/GitLab:kari?secret=JBSWY3DPEHPK3PXP')
  await phone.presses('Lagre')
  await phone.reads(/GitLab kari \d{3} \d{3}/)
}

async function hasGitLab(page: Page): Promise<void> {
  await tab(page, 'Koder')
  await page.getByText('GitLab').first().waitFor()
}
