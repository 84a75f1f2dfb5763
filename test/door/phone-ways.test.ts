// The pages that wait for a phone, and the ways on from them: on one phone alone, by mail, without
// a phone. Must never let a way on be a way in.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Database } from '../../src/store/database.ts'
import { approveHere } from '../../tools/phone/acts.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import { visitor } from '../town/visitor.ts'
import { appAmongOthers } from '../town/without-app.ts'
import { adding } from './pc-and-phone.ts'
import { addsPhone, atNumber, brings } from './phone-that-approves.ts'

const kari = { login: 'kari.nordmann@fjordvik.example', number: '+4799999944' }
const bjorn = { login: 'bjorn.odegard@fjordvik.example', number: '+4799999947' }
const liv = { login: 'li@fjordvik.example', number: '+4799999949' }
const ase = { login: 'ase.sather@fjordvik.example', number: '+4799999946' }

let database: Database
let town: Town
beforeAll(async () => {
  database = await townDatabase()
  town = await openTown({
    database,
    example: 'demo',
    change: appAmongOthers,
  })
})
afterAll(() => town.close())

const ledShape = z.looseObject({ here: z.string(), address: z.string() })
const startShape = z.object({ start_url: z.string() })

describe('on one phone', () => {
  it('the button leads to an app that needs no number, and back to this browser alone', async () => {
    const page = await adding(town, kari, 'push')
    const at = page.last.path
    const { here, address } = ledShape.parse(page.last.screen)
    const pressed = new URL(here)
    const seen = pressed.searchParams.get('here') ?? ''
    expect(seen).toMatch(/^[\w-]{22}$/)
    // A picture is taken by whoever sees it: what it leads to has nothing in place of the number.
    expect(address).not.toContain(seen)
    const led = await page.get(pressed.pathname + pressed.search)
    const code = new URL(address).pathname.split('/').at(-1)
    expect(led.to).toBe(`/app/?add=${code}&here=${seen}`)
    const manifest = await page.get(`/app/manifest.webmanifest?add=${code}&here=${seen}`)
    expect(startShape.parse(JSON.parse(manifest.text)).start_url).toBe(led.to)
    await page.get(at)

    const phone = await brings(town, page)
    const { id } = await phone.waiting()
    for (const of of [id, code]) {
      expect((await page.get(`/m/back/${of}`)).to).toBe(at)
      const elsewhere = await visitor(town.origin).get(`/m/back/${of}`)
      expect(elsewhere.screen).toMatchObject({ kind: 'notice', about: 'hand-over-done' })
      expect(elsewhere.text).not.toContain(at)
    }
    expect(await phone.approve({ seen })).toBe('approved')
    await page.get(at)
    await page.answer({})
    expect(page.last.to).toBe('/security?done=added')
  })

  it('what approves a sign-in there is not in the picture, and counts when it has led back', async () => {
    const phone = await addsPhone(town, ase)
    const page = await atNumber(town, ase)
    const at = page.last.path
    const { here, address } = ledShape.parse(page.last.screen)
    expect(new URL(here).searchParams.has('here')).toBe(true)
    expect(new URL(address).search).toBe('')
    const [request, value = ''] = new URL(here).hash.slice(1).split('.')
    expect(new URL(address).hash).toContain(`#${request}.`)
    expect(new URL(address).hash).not.toContain(value)
    const { speaker, lock } = phone
    const told = await approveHere(speaker, await phone.waiting(), { here: value, lock })
    expect(told.is).toBe('approved')
    await page.get(at)
    expect(page.last.screen).toMatchObject({ state: 'waiting' })
    const back = new URL(told.back ?? '').pathname
    expect((await visitor(town.origin).get(back)).screen).toMatchObject({ kind: 'notice' })
    expect((await page.get(back)).to).toBe(at)
    await page.get(at)
    await page.answer({})
    await page.follow()
    expect(page.last.text).toContain('"tiles"')
  })
})

const mailedShape = z.looseObject({ mailedTo: z.string(), code: z.string(), address: z.string() })

describe('the link by mail', () => {
  /** As it lies in the mailbox. */
  async function letterTo(login: string): Promise<string> {
    const mailbox = new URL(`?who=${encodeURIComponent(login)}`, town.mailbox)
    const letter = async () => (await fetch(mailbox)).text()
    await expect.poll(letter, { timeout: 10_000 }).toContain('Legg til mobilen din hos FJORD')
    return letter()
  }

  it('goes to the address that is known, leads where the picture leads, and lets nobody in', async () => {
    const pc = await adding(town, bjorn, 'push')
    const before = ledShape.parse(pc.last.screen).address
    await pc.answer({ do: 'choose', choice: 'link-by-mail' })
    await pc.follow()
    const { mailedTo, code, address } = mailedShape.parse(pc.last.screen)
    expect(mailedTo).toBe('b•••@fjordvik.example')
    // Ten minutes from now, and what stood on the page before is void.
    expect(address).not.toBe(before)
    const stale = await visitor(town.origin).get(new URL(before).pathname)
    expect(stale.to).toBeUndefined()
    const letter = await letterTo(bjorn.login)
    expect(letter).toContain(new URL(address).pathname)
    expect(letter).not.toContain('here=')
    const elsewhere = visitor(town.origin)
    expect((await elsewhere.get(new URL(address).pathname)).to).toBe(
      `/app/?add=${code.replace('-', '')}`,
    )
    await elsewhere.get('/security')
    await elsewhere.follow()
    expect(elsewhere.last.screen).toMatchObject({ kind: 'who' })
    // Whoever holds the link alone knows no number, and there is one try.
    const phone = await brings(town, pc)
    expect(await phone.approve({ number: '000000' })).toBe('wrong-number')
  })

  it('is sent three times in an hour, and no more', async () => {
    const pc = await adding(town, liv, 'push')
    for (let sent = 1; sent <= 3; sent += 1) {
      town.pass(120)
      await pc.answer({ do: 'choose', choice: 'link-by-mail' })
      await pc.follow()
    }
    town.pass(120)
    const { problem } = await pc.answer({ do: 'choose', choice: 'link-by-mail' })
    expect(problem?.code).toBe('send-later')
  })
})
