// Numbers as people type them, and codes that do not come: each has a sentence beside the field,
// the way on, and costs nothing it should not.
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import { visitor, type Visitor } from '../town/visitor.ts'
import { codeTo } from './pc-and-phone.ts'
import { known, typesPassword } from './typed-password.ts'
import { withoutApp } from '../town/without-app.ts'

/** Only what nobody needs to come back may wait: the password is enough for this one. */
const mayWait = `[[rules]]
id = "venter"
owner = "Drift i Fjordvik Handel"
reason = "Not everybody has a phone yet."
expires = "2027-12-31"
whom = ["per.aas@fjordvik.example"]

[rules.need]
proofs = 1
accepts = ["password", "sms"]
methods = ["second"]
putOff = { times = 2 }
`

let database: Database
let town: Town
beforeAll(async () => {
  database = await townDatabase()
  town = await openTown({
    database,
    example: 'demo',
    // Whoever has no number beforehand begins by the password alone: what is tried here is the
    // page.
    change: (file) =>
      withoutApp(file)
        .replace('methods = ["second"]', 'methods = ["second"]\nfirstByOneProof = true')
        .replace('[[rules]]', `${mayWait}\n[[rules]]`)
        .replace('[phones]', '[phones]\nalsoIn = "en"')
        .replace(
          '[organisations.support]',
          `[organisations.words]
message = "Hilsen Fjordvik"
why = "Fordi vi bryr oss."

[organisations.support]`,
        ),
  })
})
afterAll(() => town.close())

/** With a password, and at the list of what may be set up. */
async function choosing(login: string): Promise<Visitor> {
  await town.knows(login, known)
  return typesPassword(town, login)
}

async function typesNumber(login: string): Promise<Visitor> {
  const who = await choosing(login)
  await who.answer({ do: 'choose', choice: 'sms' })
  await who.follow()
  return who
}

describe('a number that is typed', () => {
  it('is told what is wrong with it before anything is sent', async () => {
    const who = await typesNumber('maria.solvang@fjordvik.example')
    expect(who.last.screen).toMatchObject({
      kind: 'enter-phone',
      country: 'NO',
      countries: expect.arrayContaining([{ code: 'NO', calling: '47', name: 'Norge' }]),
    })
    // What is told once was told on the page before.
    expect(who.last.screen?.['wizard']).toMatchObject({ isFirst: false })
    const tells = async (phone: string, more: Record<string, string> = {}) => {
      await who.answer({ phone, ...more })
      return who.last.problem?.code
    }
    expect(await tells('')).toBe('phone-missing')
    expect(await tells('999 99')).toBe('phone-too-short')
    expect(await tells('999 99 999 999')).toBe('phone-too-long')
    expect(await tells('02800')).toBe('not-a-phone')
    expect(await tells('ni ni ni')).toBe('not-a-phone')
    expect(await tells('22 00 00 00')).toBe('landline')
    expect(await tells('+44 7400 123456')).toBe('country-not-allowed')
    expect(await tells('999 99 980', { extension: 'abc' })).toBe('extension-wrong')
    // It is given back to be mended; a secret never is.
    const { action = '', token = '', question = '' } = who.last.form ?? {}
    const wrong = { country: 'SE', phone: '999 "99', code: '424242', reply: 'Pluto' }
    const page = await who.post(action, { token, question, ...wrong }, { accept: 'text/html' })
    expect(page.text).toMatch(/name="phone"[^>]* value="999 &quot;99"/)
    expect(page.text).toMatch(/<option value="SE"\s+selected/)
    expect(page.text).not.toMatch(/424242|Pluto/)
    await who.get(action)
    expect(town.gateway.asked).toHaveLength(0)
    await who.answer({ phone: ' 0047 999-99-980 ' })
    await who.follow()
    expect(who.last.screen).toMatchObject({ kind: 'enter-code', ending: '80', canCorrect: true })
    const text = town.gateway.arrivedAt('+4799999980').at(-1)?.text
    const code = codeTo(town, '+4799999980')
    expect(text).toBe(
      [
        `${code} er koden din for FJORD.`,
        'Del den aldri med andre.',
        `${code} is your code for FJORD.`,
        'Never share it with anybody.',
        'Hilsen Fjordvik',
        '',
        `@localhost #${code}`,
      ].join('\n'),
    )
    await who.answer({ do: 'correct' })
    await who.follow()
    expect(who.last.screen).toMatchObject({ kind: 'enter-phone' })
    await who.answer({ phone: '999 99 981' })
    await who.follow()
    // A code belongs to the number it was sent to (ATK-ENR-12).
    await who.answer({ code })
    expect(who.last.problem?.code).toBe('wrong-code')
    await who.answer({ code: codeTo(town, '+4799999981') })
    await who.follow()
    expect(who.last.screen).toMatchObject({
      kind: 'summary',
      methods: [{ factor: 'password' }, { factor: 'sms', ending: '81' }],
    })
  })

  it('is called where it cannot get a message, and the code is said after a key is pressed', async () => {
    const who = await choosing('kari.nordmann@fjordvik.kommune.example')
    await who.answer({ do: 'choose', choice: 'voice.other-number' })
    await who.follow()
    await who.answer({ phone: '22 00 00 01', extension: '1234' })
    await who.follow()
    expect(who.last.screen).toMatchObject({ kind: 'enter-code', by: 'voice', ending: '01' })
    const [call] = town.gateway.phone.calls
    expect(call).toMatchObject({ to: '+4722000001', extension: '1234' })
    const said = (): string => town.gateway.phone.calls[0]?.said.join(' ') ?? ''
    await town.gateway.phone.answer(call?.id ?? '')
    expect(said()).toContain('Trykk 1')
    expect(said()).not.toMatch(/\d, \d, \d/)
    await town.gateway.phone.press(call?.id ?? '', '1')
    const code = /(\d, ){5}\d/.exec(said())?.[0].replaceAll(', ', '') ?? ''
    await who.answer({ code })
    await who.follow()
    expect(who.last.screen).toMatchObject({ kind: 'summary' })
  })
})

describe('a code', () => {
  it('is sent again after a while and not before, and an older one is told to be replaced', async () => {
    const who = await typesNumber('li@fjordvik.example')
    await who.answer({ do: 'send' })
    await who.follow()
    expect(who.last.screen).toMatchObject({ kind: 'enter-code', sent: { secondsToAgain: 20 } })
    const first = codeTo(town, '+4799999949')
    await who.answer({ do: 'send' })
    expect(who.last.problem?.code).toBe('send-later')
    // The life of a code is five minutes here: past its half a new one is made.
    town.pass(200)
    await who.answer({ do: 'send' })
    await who.follow()
    const second = codeTo(town, '+4799999949')
    expect(second).not.toBe(first)
    await who.answer({ code: first })
    expect(who.last.problem?.code).toBe('code-replaced')
    town.pass(301)
    await who.answer({ code: second })
    expect(who.last.problem?.code).toBe('sent-code-expired')
    await who.answer({ do: 'send' })
    await who.follow()
    await who.answer({ code: codeTo(town, '+4799999949') })
    await who.follow()
    expect(who.last.screen).toMatchObject({ kind: 'summary' })
  })

  it('that could not be sent is told so at once, with the other ways', async () => {
    town.gateway.mode = 'not now'
    const who = await typesNumber('torbjorn.fjelltveit@fjordvik.kommune.example')
    await who.answer({ do: 'send' })
    await who.follow()
    expect(who.last.screen).toMatchObject({ kind: 'enter-code', sent: { state: 'failed' } })
    town.gateway.mode = 'ok'
  })

  it('is not sent to one number without end', async () => {
    const who = await typesNumber('gunhild.bo@fjordvik.kommune.example')
    for (let times = 0; times < 5; times++) {
      await who.answer({ do: 'send' })
      await who.follow()
      expect(who.last.screen).toMatchObject({ kind: 'enter-code' })
      town.pass(20 * (times + 1))
    }
    const before = town.gateway.asked.length
    await who.answer({ do: 'send' })
    expect(who.last.problem).toMatchObject({
      code: 'send-later',
      with: { until: expect.any(String) },
    })
    expect(town.gateway.asked).toHaveLength(before)
  })
})

describe('the clock of a phone', () => {
  it('is told of while a key is set up, and never at sign-in', async () => {
    const login = 'aile.cahppe@fjordvik.kommune.example'
    const who = await choosing(login)
    await who.answer({ do: 'choose', choice: 'totp' })
    await who.follow()
    const { key } = who.last.screen as { key: string }
    const codeAt = (seconds: number): string =>
      new TOTP({ secret: Secret.fromBase32(key.replaceAll(' ', '')) }).generate({
        timestamp: town.moment().now.getTime() + seconds * 1000,
      })
    await who.answer({ code: codeAt(-120) })
    expect(who.last.problem).toMatchObject({
      code: 'clock-off',
      with: { minutes: 2, direction: 'slow' },
    })
    await who.answer({ code: codeAt(0) })
    await who.follow()
    const again = visitor(town.origin)
    await again.get('/')
    await again.follow()
    await again.answer({ name: login })
    await again.follow()
    await again.answer({ password: known })
    await again.follow()
    expect(again.last.screen).toMatchObject({ kind: 'enter-code', by: 'totp' })
    await again.answer({ code: codeAt(-120) })
    expect(again.last.problem?.code).toBe('wrong-app-code')
    await again.answer({ code: codeAt(0) })
    expect(again.last.problem?.code).toBe('code-used')
    town.pass(30)
    await again.answer({ code: codeAt(0) })
    expect(again.last.to).toBe('/')
  })
})

describe('«Hopp over nå»', () => {
  it('is counted once for each visit, says how many times are left, and then is gone', async () => {
    const login = 'per.aas@fjordvik.example'
    await town.knows(login, known)
    const left: unknown[] = []
    let over: unknown
    for (let visits = 0; visits < 3; visits++) {
      const who = await typesPassword(town, login)
      left.push(who.last.screen?.['putOff'])
      over = who.last.screen?.['putOffOver']
      await who.answer({ do: 'put-off' })
    }
    expect(left).toEqual([{ timesLeft: 2 }, { timesLeft: 1 }, undefined])
    expect(over).toEqual({ over: 'times' })
    const { rows } = await database.send<{ times: number }>(
      '',
      `select (data->>'times')::int as times from events where kind = 'method.put-off' order by id`,
      [],
    )
    expect(rows.map(({ times }) => times)).toEqual([1, 2])
  })
})
