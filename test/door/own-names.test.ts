// Two organisations in one house: one has its own names for the methods, and they are read on its
// pages and in its mails; the other's people read the ordinary ones.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import type { Visitor } from '../town/visitor.ts'
import { withoutApp } from '../town/without-app.ts'
import { wordsOf } from '../words-on-page.ts'
import { adding, appCode } from './pc-and-phone.ts'

let town: Town
beforeAll(async () => {
  town = await openTown({
    database: await townDatabase(),
    example: 'demo',
    change: (file) =>
      withoutApp(file).replace(
        '[organisations.support]',
        `[organisations.words.methods]
totp = "Fjord-koder"
sms = { nb = "Fjord-SMS", en = "Fjord text" }

[organisations.support]`,
      ),
  })
})
afterAll(() => town.close())

const readsOn = async (who: Visitor, page: string): Promise<string> =>
  wordsOf((await who.get(page, { accept: 'text/html' })).text)

async function readsInMail(login: string, words: string): Promise<void> {
  const mailbox = new URL(`?who=${encodeURIComponent(login)}`, town.mailbox)
  await expect.poll(async () => (await fetch(mailbox)).text()).toContain(words)
}

/** A code app is added: what the page that adds it says, and then all the methods. */
async function addsCodeApp(login: string, number: string): Promise<readonly string[]> {
  const who = await adding(town, { login, number })
  const asked = await readsOn(who, who.last.path)
  await who.get(who.last.path)
  await who.answer({ code: appCode(town, who) })
  return [asked, await readsOn(who, '/security')]
}

it('calls a method by its name on the pages and in the mail of the organisation', async () => {
  const login = 'bjorn.odegard@fjordvik.example'
  const [asked, listed] = await addsCodeApp(login, '+4799999947')
  expect(asked).toContain('Legg Fjordvik Handel inn i Fjord-koder')
  expect(listed).toMatch(/Fjord-SMS \(nummer som slutter på 47\).*Fjord-koder/)
  expect(listed).not.toContain('Kodeapp')
  await readsInMail(login, 'Fjord-koder ble lagt til på kontoen')
})

it('leaves the ordinary names to the other organisation in the house', async () => {
  const login = 'torbjorn.fjelltveit@fjordvik.kommune.example'
  const [asked, listed] = await addsCodeApp(login, '+4799999962')
  expect(asked).toContain('Legg Fjordvik kommune inn i kodeappen')
  expect(listed).toMatch(/Mobil som slutter på 62.*Kodeapp/)
  expect(listed).not.toMatch(/Fjord-(?:SMS|koder)/)
  await readsInMail(login, 'Kodeapp vart lagd til på kontoen')
})
