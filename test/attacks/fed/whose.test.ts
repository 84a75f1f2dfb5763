// Whom another house means is found by issuer and subject, or by a rule and a proven attribute, and
// by nothing else: no mail address, no name that was typed, no press in somebody else's browser.
import { afterAll, beforeAll, expect } from 'vitest'
import { connectionsForget } from '../../../src/commands/helpdesk/connections.ts'
import { readSettings } from '../../../src/settings.ts'
import { presses } from '../recovery.ts'
import { attack, openRig, type Rig } from '../rig.ts'
import { whoIsIn } from '../verbs.ts'
import { ask } from '../witness.ts'
import {
  arrives,
  arrivingHouse,
  atVisit,
  byLogin,
  comesBack,
  connectionTo,
  eppn,
  inByPassword,
  leavesNamed,
  newSubject,
  picked,
  startHouse,
  type House,
} from './arriving.ts'

let feide: House
let eve: House
beforeAll(async () => {
  feide = await startHouse('feide')
  eve = await startHouse('eve')
})
afterAll(async () => {
  await feide.close()
  await eve.close()
})
openRig()

const hour = 3600

/** How many links somebody has. */
const linksOf = async ({ town }: Rig, person: string): Promise<number> =>
  (
    await ask(
      town.database,
      `select 1 from methods where person_id = $1 and factor = 'elsewhere'`,
      [person],
    )
  ).length

const feideOnly = (more: object = {}, asks: Parameters<typeof arrivingHouse>[1] = {}): object =>
  arrivingHouse([connectionTo(feide, 'feide', { ...byLogin, ...more })], asks)

attack('ATK-FED-01 whoever writes somebody’s address is not them', async (rig) => {
  const alice = await rig.colleague('alice')
  const makes = { organisation: 'fjordvik' }
  const own = { links: { attribute: eppn, is: 'login' }, domains: ['eve.example'] }
  await rig.town.apply(
    arrivingHouse([connectionTo(feide, 'feide', { makes }), connectionTo(eve, 'eve', own)]),
  )
  const mail = { email: alice.login, given_name: 'Eve', family_name: 'Nordmann' }
  await rig.attack({}, async () => {
    for (const verified of [{ email_verified: true }, { email_verified: false }, {}]) {
      eve.says = { ...mail, ...verified }
      const { seen } = await arrives(rig, newSubject(), { house: 'eve' })
      expect(seen.problem?.code).toBe('elsewhere-unknown')
      // Nor by a name that her house may not vouch for, or that stands as an address elsewhere.
      eve.says = { ...mail, ...verified, [eppn]: alice.login }
      const { seen: named } = await arrives(rig, newSubject(), { house: 'eve' })
      expect(named.problem?.code).toBe('elsewhere-home')
      feide.says = { ...mail, ...verified, [eppn]: alice.login }
      const { seen: taken } = await arrives(rig, newSubject())
      expect(taken.problem?.code).toBe('elsewhere-taken')
    }
  })
  const newcomer = `eve.${newSubject()}@fjordvik.example`
  feide.says = { ...mail, [eppn]: newcomer }
  const { browser } = await arrives(rig, newSubject())
  expect(await whoIsIn(browser)).toBe(newcomer)
  expect(await linksOf(rig, alice.id)).toBe(0)
})

attack('ATK-FED-02b nobody is linked by a name that was typed, or without step-up', async (rig) => {
  await rig.town.apply(arrivingHouse([connectionTo(feide, 'feide', { makes: undefined })]))
  const alice = await rig.colleague('alice')
  const mallory = await rig.colleague('mallory')
  feide.says = { [eppn]: mallory.login }
  await rig.attack({}, async () => {
    const browser = rig.browser()
    const back = await picked(await leavesNamed(browser, alice.login), newSubject())
    expect((await comesBack(browser, back)).problem?.code).toBe('elsewhere-taken')
  })
  // Inside a session, by whoever has just shown the most that they have, and for themselves alone.
  const browser = rig.browser()
  await rig.forgiven(() => inByPassword(browser, mallory))
  await rig.pass(hour / 2)
  await rig.attack({ events: [] }, async () => {
    await browser.get('/security')
    const { form } = browser.last
    const token = form?.token ?? ''
    await browser.post('/security/add', { token, choice: 'elsewhere', person: alice.id })
    await browser.follow()
    expect(browser.last.screen).toMatchObject({ kind: 'password' })
  })
  expect(await linksOf(rig, alice.id)).toBe(0)
})

attack('ATK-FED-02c whoever was typed, it is whoever came', async (rig) => {
  await rig.town.apply(feideOnly())
  const alice = await rig.colleague('alice')
  const mallory = await rig.colleague('mallory')
  const subject = newSubject()
  feide.says = { [eppn]: mallory.login }
  await arrives(rig, subject)
  const browser = rig.browser()
  await rig.attack({ sessions: 1 }, async () => {
    await comesBack(browser, await picked(await leavesNamed(browser, alice.login), subject))
    expect(await whoIsIn(browser)).toBe(mallory.login)
  })
  // What alice has shown is never joined by what mallory shows.
  await rig.town.apply(feideOnly({}, { need: { proofs: 2 } }))
  await rig.attack({}, async () => {
    const own = rig.browser()
    const leads = await leavesNamed(own, alice.login)
    const back = await picked(leads, subject)
    await atVisit(own, leads)
    await presses(own, { do: 'choose', choice: 'password' })
    await presses(own, { password: alice.password })
    await comesBack(own, back)
    expect(await whoIsIn(own)).toBeUndefined()
  })
})

/** In her own session, at the page that leads to the house to be linked. */
async function linking(rig: Rig, person: { login: string; password: string }) {
  const browser = rig.browser()
  await rig.forgiven(() => inByPassword(browser, person))
  await browser.get('/security')
  await browser.post('/security/add', {
    token: browser.last.form?.token ?? '',
    choice: 'elsewhere',
  })
  await browser.follow()
  expect(browser.last.screen).toMatchObject({ kind: 'identity', signsIn: 'link' })
  return browser
}

const linkHouse = (): object =>
  arrivingHouse([connectionTo(feide, 'feide')], { need: { firstByOneProof: true } })

attack('ATK-FED-03b a link is made by the answer to its own question', async (rig) => {
  await rig.town.apply(linkHouse())
  const alice = await rig.colleague('alice')
  const mallory = await rig.colleague('mallory')
  feide.says = {}
  const hers = await linking(rig, alice)
  const theirs = await linking(rig, mallory)
  const carried = await picked(
    new URL((await theirs.answer({ do: 'send' })).to ?? ''),
    newSubject(),
  )
  await rig.attack({}, async () => {
    const first = await picked(new URL((await hers.answer({ do: 'send' })).to ?? ''), newSubject())
    const state = first.searchParams.get('state') ?? ''
    await hers.get(`/visit/${state.split('.')[0]}`)
    const second = await hers.answer({ do: 'send' })
    expect((await comesBack(hers, first)).problem?.code).toBe('identity-replaced')
    const mixed = new URL(carried)
    mixed.searchParams.set('state', new URL(second.to ?? '').searchParams.get('state') ?? '')
    expect((await comesBack(hers, mixed)).problem?.code).toBe('identity-failed')
    await hers.get(carried.pathname + carried.search)
    expect(hers.last.screen).toMatchObject({ about: 'refused-visit-elsewhere' })
  })
  expect(await linksOf(rig, alice.id)).toBe(0)
  // Whom one account comes from is nobody else's to link.
  const subject = newSubject()
  feide.says = { auth_time: Math.floor(rig.town.moment().now.getTime() / 1000) }
  for (const [browser, told] of [
    [await linking(rig, mallory), undefined],
    [await linking(rig, alice), 'elsewhere-linked'],
  ] as const) {
    const back = await picked(new URL((await browser.answer({ do: 'send' })).to ?? ''), subject)
    expect((await comesBack(browser, back)).problem?.code).toBe(told)
  }
  expect(await linksOf(rig, alice.id)).toBe(0)
})

attack(
  'ATK-FED-04 its owner hears of a link by name, and a stranger’s address of nothing',
  async (rig) => {
    await rig.town.apply(linkHouse())
    const alice = await rig.colleague('alice')
    const bob = await rig.colleague('bob')
    const now = Math.floor(rig.town.moment().now.getTime() / 1000)
    feide.says = { email: bob.login, [eppn]: `x${alice.login}`, auth_time: now }
    const browser = await linking(rig, alice)
    const back = await picked(
      new URL((await browser.answer({ do: 'send' })).to ?? ''),
      newSubject(),
    )
    await rig.attack({ rows: true }, () => comesBack(browser, back))
    expect(await linksOf(rig, alice.id)).toBe(1)
    const { letters } = rig.town.smtp
    const to = (login: string) =>
      letters.filter(({ rcpt, text }) => rcpt.includes(login) && text.includes('/freeze/'))
    await expect.poll(() => to(alice.login).length, { timeout: 10_000 }).toBe(1)
    expect(to(alice.login)[0]?.text).toContain('Innlogging hos et annet sted')
    expect(to(bob.login)).toEqual([])
    // A click in it shows a page, and links nobody.
    const link =
      /https:\/\/[^\s"<>]*\/freeze\/[\w-]+/.exec(to(alice.login)[0]?.text ?? '')?.[0] ?? ''
    const eves = rig.browser()
    await eves.get(new URL(link).pathname)
    expect(await linksOf(rig, alice.id)).toBe(1)
    expect(await whoIsIn(eves)).toBeUndefined()
  },
)

attack(
  'ATK-FED-09 a name that was given to somebody else there opens nothing here',
  async (rig) => {
    await rig.town.apply(feideOnly())
    const alice = await rig.colleague('alice')
    feide.says = { [eppn]: alice.login }
    const { browser } = await arrives(rig, newSubject())
    expect(await whoIsIn(browser)).toBe(alice.login)
    // Also where the link is gone by then: the name is remembered.
    for (const isLinked of [true, false]) {
      const remove = `delete from methods where person_id = $1 and factor = 'elsewhere'`
      if (!isLinked) await rig.town.database.send('', remove, [alice.id])
      await rig.attack({ events: ['arrival.stopped', 'proof.failed'] }, async () => {
        feide.says = { [eppn]: alice.login.toUpperCase() }
        const { browser: theirs, seen } = await arrives(rig, newSubject())
        expect(seen.problem?.code).toBe('elsewhere-reused')
        expect(await whoIsIn(theirs)).toBeUndefined()
      })
    }
    // Until somebody has looked at who has it now.
    const said: string[] = []
    const moment = rig.town.moment()
    const words = ['feide', alice.login]
    await connectionsForget.run({
      words,
      options: { reason: 'It is hers again' },
      say: (line) => said.push(line),
      complain: (line) => said.push(line),
      moment: async () => ({ moment, settings: readSettings({ env: {}, argv: [] }) }),
    })
    expect(said.join()).toContain('nobody’s now')
    const cleared = `select 1 from events where person_id = $1 and kind = 'arrival.cleared'`
    expect(await ask(rig.town.database, cleared, [alice.id])).toHaveLength(1)
    feide.says = { [eppn]: alice.login }
    expect(await whoIsIn((await arrives(rig, newSubject())).browser)).toBe(alice.login)
  },
)

attack(
  'ATK-FED-13 the list of accounts holds those of this browser, and proves nothing',
  async (rig) => {
    await rig.town.apply(feideOnly({}, { need: { stayDays: 30 } }))
    const alice = await rig.colleague('alice')
    const bob = await rig.colleague('bob')
    feide.says = { [eppn]: bob.login }
    const { browser } = await arrives(rig, newSubject())
    expect(await whoIsIn(browser)).toBe(bob.login)
    await rig.attack({}, async () => {
      const eves = rig.browser()
      await eves.get('/')
      await eves.follow()
      await presses(eves, { person: alice.id })
      expect(eves.last.problem?.code).toBe('name-missing')
      await eves.get(`/?login_hint=${encodeURIComponent(alice.login)}`)
      await eves.follow()
      await presses(eves, { person: bob.id })
      expect(await whoIsIn(eves)).toBeUndefined()
    })
  },
)

attack(
  'ATK-FED-14 accounts are made where a rule says so, and in its domains alone',
  async (rig) => {
    const groups = [{ attribute: 'groups', value: 'fc:skole', group: 'skole' }]
    const makes = { organisation: 'fjordvik', groups }
    await rig.town.apply(feideOnly({ makes }))
    const newcomer = (at = 'fjordvik.example'): string => `${newSubject()}@${at}`
    const called = { given_name: 'Kari', family_name: 'Nordmann' }
    const login = newcomer()
    feide.says = { ...called, [eppn]: login, groups: ['fc:skole', 'ansatte'] }
    const subject = newSubject()
    const { browser } = await arrives(rig, subject)
    expect(await whoIsIn(browser)).toBe(login)
    const joined = await ask<{ group_id: string }>(
      rig.town.database,
      `select group_id from memberships m join people p on p.id = m.person_id where p.login = $1`,
      [login],
    )
    expect(joined).toEqual([{ group_id: 'skole' }])
    const came = `select 1 from events e join people p on p.id = e.person_id
      where p.login = $1 and e.kind = 'person.arrived'`
    expect(await ask(rig.town.database, came, [login])).toHaveLength(1)
    // What opens the account stands over there, and is changed there.
    const others = newSubject()
    feide.says = { ...called, [eppn]: newcomer() }
    await arrives(rig, others)
    await browser.get('/password')
    if (browser.last.to !== undefined) await browser.follow()
    // Shown anew, and times are told there in whole seconds.
    await rig.pass(2)
    feide.says = { auth_time: Math.floor(rig.town.moment().now.getTime() / 1000) }
    const shows = async (somebody: string) => {
      const leads = (await browser.answer({ do: 'send' })).to ?? ''
      await comesBack(browser, await picked(new URL(leads), somebody))
    }
    await rig.attack({}, () => shows(others))
    expect(browser.last.problem?.code).toBe('elsewhere-another')
    await shows(subject)
    expect(browser.last.screen).toMatchObject({ kind: 'notice', about: 'password-elsewhere' })
    await rig.attack({}, async () => {
      for (const [says, told] of [
        [{ ...called, [eppn]: newcomer('eve.example') }, 'elsewhere-home'],
        [{ ...called, [eppn]: [newcomer(), newcomer()] }, 'elsewhere-unknown'],
        [{ ...called, given_name: '=cmd()', [eppn]: newcomer() }, 'elsewhere-unknown'],
        [called, 'elsewhere-unknown'],
        // Somebody who cannot be told apart by eye from whoever is here.
        [{ ...called, [eppn]: login.replace('subject', 'subјect') }, 'elsewhere-taken'],
      ] as const) {
        feide.says = says
        expect((await arrives(rig, newSubject())).seen.problem?.code).toBe(told)
      }
    })
  },
)
