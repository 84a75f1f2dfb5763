// Who is here, asked by the way round of a forgotten password: the pages and the clock say nothing.
import { expect } from 'vitest'
import type { Visitor } from '../../town/visitor.ts'
import { giveNumber, wrongOf } from '../methods.ts'
import { atNewPassword, begins, presses, recoveringHouse, turns } from '../recovery.ts'
import { attack, newAddress, openRig, type Rig } from '../rig.ts'
import { name } from '../verbs.ts'

openRig()

const answers: readonly Record<string, string>[] = [
  { code: '000000' },
  { do: 'call' },
  { do: 'choose', choice: '' },
  { do: 'choose', choice: 'voice' },
  { do: 'call' },
  { code: '000000' },
  { do: 'choose', choice: 'mail' },
  { do: 'send' },
  { code: '000000' },
  { do: 'choose', choice: 'totp' },
  { code: '000000' },
  { do: 'choose', choice: 'codes' },
  { code: 'K7QF29MDK7QF29MD' },
  { do: 'choose', choice: 'pass' },
  { code: 'K7QF29MD' },
  { do: 'choose', choice: 'token' },
  { code: '000000' },
  { do: 'choose', choice: 'passkey' },
  { do: 'choose', choice: 'question' },
  { do: 'choose', choice: 'sms' },
  { do: 'back' },
]

/** The page as a browser has it, without what is different for everybody. */
async function page(browser: Visitor, login: string): Promise<string> {
  const problem = JSON.stringify(browser.last.problem ?? null)
  const path = browser.last.form?.action ?? browser.last.path
  const json = browser.last
  const { text, headers, status } = await browser.get(path, { accept: 'text/html' })
  await browser.get(path)
  const shown = [...headers].filter(
    ([key]) => !['date', 'set-cookie', 'content-length', 'content-security-policy'].includes(key),
  )
  const plain = text
    .replaceAll(path, 'PATH')
    .replaceAll(login, 'NAME')
    .replaceAll(/"challenge[^,]+,|challenge&quot;[^,]+,/g, 'CHALLENGE')
    .replaceAll(/name="token" value="[\w-]+"/g, 'TOKEN')
    .replaceAll(/(nonce=")[^"]+/g, '$1N')
    .replaceAll(/[A-Z]\d-\d{4}/g, 'CASE')
    .replaceAll(/(data-left=")\d+/g, '$1LEFT')
    .replaceAll(/(name="question" value="[a-z.]+\.)\d+/g, '$1N')
  // A minute may pass between two walks, and each is told the time of its own.
  return [json.status, problem, status, ...shown.map(String), plain]
    .join('\n')
    .replaceAll(/kl\.(?: |&nbsp;|\u00A0)\d\d\.\d\d/g, 'CLOCK')
}

async function walk(rig: Rig, login: string, does: 'forgotten' | 'locked'): Promise<string[]> {
  const browser = rig.browser(newAddress())
  await turns(browser, login, does)
  const seen = [await page(browser, login)]
  // A call is asked for before a message once, and after it once: what goes out waits for the last.
  const begins = { do: does === 'locked' ? 'call' : 'send' }
  for (const answer of [begins, ...answers]) {
    await presses(browser, answer)
    seen.push(await page(browser, login))
  }
  return seen
}

attack(
  'ATK-ENUM-03d the way round shows everybody the same pages, byte for byte',
  async (rig) => {
    const honest = await begins(rig)
    await atNewPassword(rig, rig.browser(), honest)
    await rig.town.apply(recoveringHouse({ recover: { asksQuestion: true } }))
    const alice = await rig.colleague('alice')
    await giveNumber(rig, alice)
    const bare = await rig.colleague('bob')
    const mailless = await rig.colleague('bob')
    await rig.town.database.send('', `delete from addresses where person_id = $1`, [mailless.id])
    const locked = await rig.colleague('bob')
    await giveNumber(rig, locked)
    const eve = rig.browser()
    await name(eve, locked.login)
    for (let tries = 0; tries < 8; tries += 1) await eve.answer({ password: 'never this one' })
    const others = [alice, bare, mailless, locked, await rig.suspended(), await rig.invited()]
    await rig.attack({}, async () => {
      for (const does of ['forgotten', 'locked'] as const) {
        const nobody = await walk(rig, `nobody${Date.now()}@fjordvik.example`, does)
        for (const { login } of others) expect(await walk(rig, login, does)).toEqual(nobody)
      }
    })
  },
  120,
)

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0

attack(
  'ATK-ENUM-03e no clock tells whether there was anywhere to send a code',
  async (rig) => {
    const { person } = await begins(rig)
    const timed = async (browser: Visitor, fields: Record<string, string>): Promise<number> => {
      const begun = performance.now()
      await browser.answer(fields)
      return performance.now() - begun
    }
    const measured = async (): Promise<number> => {
      const sending: number[] = []
      const guessing: number[] = []
      for (let round = 0; round < 40; round += 1) {
        // One after the other, in an order that changes: what else the machine does hits both.
        const logins = [person.login, `nobody${round}-${Date.now()}@fjordvik.example`]
        const times: Record<string, readonly number[]> = {}
        for (const login of round % 2 ? logins : logins.toReversed()) {
          const browser = rig.browser(newAddress())
          await turns(browser, login)
          const send = await timed(browser, { do: 'send' })
          await browser.follow()
          const guesses = [0, 1, 2].map(() => timed(browser, { code: wrongOf('000001') }))
          times[login] = [send, median(await Promise.all(guesses))]
        }
        const [known = [], unknown = []] = logins.map((login) => times[login] ?? [])
        sending.push((known[0] ?? 0) - (unknown[0] ?? 0))
        guessing.push((known[1] ?? 0) - (unknown[1] ?? 0))
        if (round % 3 === 2) await rig.pass(3601)
      }
      return Math.max(Math.abs(median(sending)), Math.abs(median(guessing)))
    }
    // A gateway of the world answers after a while, and nobody may be able to tell.
    rig.town.phones.answersAfterMilliseconds = 30
    // A busy machine moves the middle of forty by some milliseconds now and then, and never eight
    // times in a row; what really takes longer does so each time.
    let least = Infinity
    await rig.attack({}, async () => {
      for (let times = 0; times < 8 && least >= 3; times += 1)
        least = Math.min(least, await measured())
    })
    rig.town.phones.answersAfterMilliseconds = 0
    expect(least, 'milliseconds between somebody and nobody').toBeLessThan(3)
  },
  300,
)
