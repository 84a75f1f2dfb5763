// Names that look alike, that fold into one another, or that simply are Norwegian.
import { decodeJwt } from 'jose'
import { expect } from 'vitest'
import { importPeople } from '../../../src/domain/importing/import-people.ts'
import { canonicalLogin, lookOf } from '../../../src/lib/names/canonical-name.ts'
import { attack, isDeep, mutants, openRig, type Rig } from '../rig.ts'
import { authorizeAs, authorizing, codeOf, name, redeem, tokensIn } from '../verbs.ts'
import { ask } from '../witness.ts'

openRig()

const line = (login: string, first = 'Kari', family = 'Nordmann') =>
  `Fornavn;Etternavn;Brukernavn;E-post\n${first};${family};${login};post@fjordvik.example`

const brings = async (rig: Rig, login: string): Promise<number> =>
  (await importPeople(rig.town.moment(), line(login))).made.length

attack('ATK-UNI-01 a look-alike of a name that stands here is not taken in', async (rig) => {
  const base = `admin${Math.floor(performance.now())}`
  expect(await brings(rig, `${base}@fjordvik.example`)).toBe(1)
  expect(await brings(rig, `isak.${base}@fjordvik.example`)).toBe(1)
  await rig.attack({ events: [] }, async () => {
    for (const login of [
      base.replace('a', '\u0430'),
      base.replace('a', '\u1d2c'),
      `${base}\u200d`,
      base.replace('a', '\uff41').replace('d', '\uff44'),
      base.toUpperCase(),
      `${base}\u00ad`,
      `\u202e${base}`,
      base.replace('i', '\u0456'),
      base.replace('m', '\u217f'),
      `\u0130sak.${base}`,
    ]) {
      expect([login, await brings(rig, `${login}@fjordvik.example`)]).toEqual([login, 0])
    }
  })
  // Letters of their own are other names.
  expect(await brings(rig, `\u00e5dmin.${base}@fjordvik.example`)).toBe(1)
})

attack('ATK-UNI-02 the form of a form is the form', async (rig) => {
  expect(canonicalLogin(' Kari.Nordmann@Fjordvik.Example ')).toBe('kari.nordmann@fjordvik.example')
  await rig.attack({ events: [] }, async () => {
    const holds = (text: string): void => {
      const once = canonicalLogin(text)
      if (once === undefined) return
      if (canonicalLogin(once) !== once) throw new Error(`${JSON.stringify(text)} → ${once}`)
      const look = lookOf(once)
      if (lookOf(look) !== look) throw new Error(`the look of ${JSON.stringify(text)}`)
    }
    const step = isDeep ? 1 : 7
    for (let point = 1; point < 0x110000; point += step) {
      if (point < 0xd800 || point > 0xdfff) holds(`a${String.fromCodePoint(point)}b`)
    }
    for (let at = 0; at < mutants * (isDeep ? 100 : 10); at += 1) holds(randomText())
  })
})

const randomText = (): string =>
  Array.from({ length: 1 + Math.floor(Math.random() * 8) }, () => {
    const point = Math.floor(Math.random() * (Math.random() < 0.5 ? 0x3000 : 0x20000))
    return point > 0xd7ff && point < 0xe000 ? 'x' : String.fromCodePoint(point)
  }).join('')

attack('ATK-UNI-05 an @ or a domain that only looks right is another one', async (rig) => {
  const alice = await rig.colleague('alice')
  const right = rig.browser()
  await name(right, alice.login.toUpperCase())
  await right.answer({ password: alice.password })
  expect(right.last.to).toBe('/')
  await rig.attack({}, async () => {
    for (const login of [
      alice.login.replace('@', '\uff20'),
      alice.login.replace('@', '\ufe6b'),
      `${alice.login.split('@')[0]}@fjordv\u0456k.example`,
      `${alice.login.split('@')[0]}@fjordvik\u3002example.evil.example`,
      `${alice.login}@evil.example`,
      `evil@evil.example@${alice.login}`,
      alice.login.replace('alice', '\u0430lice'),
      `${alice.login}\u200b`,
      `${alice.login}\0`,
    ]) {
      const browser = rig.browser()
      await name(browser, login)
      await browser.answer({ password: alice.password })
      expect([login, browser.last.problem?.code]).toEqual([login, 'wrong-name-or-password'])
    }
  })
})

attack('ATK-UNI-06 Norwegian and Sámi names work all the way', async (rig) => {
  const people = [
    ['Åse', 'Sæther'],
    ['Bjørn-Erik', 'Ødegård'],
    ['Áile Máret', 'Eira Sara'],
    ['Ŋiŋŋa', 'Čáhppe Đoare Šaddu Ŧuoŧŧá Žuhkki'],
    ["D'Arcy", "O'Hara"],
    ['Ø', 'Å'],
    ['Jürgen', 'Mäkelä'],
  ] as const
  await rig.attack({ sessions: people.length, tokens: people.length, rows: true }, async () => {
    for (const [first, family] of people) {
      const person = await rig.colleague('name', { first, family })
      const asked = authorizing('post', { scope: 'openid profile email' })
      const code = codeOf(await authorizeAs(rig.browser(), asked, person)) ?? ''
      const tokens = tokensIn(await redeem(rig.machine(), asked, code))
      const told = await rig.machine().get('/oidc/userinfo', {
        authorization: `Bearer ${tokens.access_token}`,
      })
      expect(JSON.parse(told.text)).toMatchObject({ given_name: first, family_name: family })
      expect(decodeJwt(tokens.id_token ?? '').sub).toBe(person.id)
      const [kept] = await ask<{ name: string }>(
        rig.town.database,
        `select given_name || ' ' || family_name as name from people where id = $1`,
        [person.id],
      )
      expect(kept?.name).toBe(`${first} ${family}`)
    }
  })
})
