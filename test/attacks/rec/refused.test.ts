// Where the way round of a forgotten password sends nothing, or ends with a no: addresses of today,
// names that only look like hers, whoever is suspended, and a number that was corrected.
import { expect } from 'vitest'
import { chooses } from '../methods.ts'
import {
  atNewPassword,
  begins,
  codesIn,
  isAtDoor,
  lettersTo,
  mailedTo,
  messageFor,
  presses,
  turns,
} from '../recovery.ts'
import { attack, newAddress, openRig } from '../rig.ts'
import { ask, liveSessions } from '../witness.ts'

openRig()

attack('ATK-REC-11 an address of today gets no code, and every address is told', async (rig) => {
  const alice = await begins(rig)
  const { id, login } = alice.person
  await rig.pass(600)
  const hers = `new${Date.now()}@fjordvik.example`
  await rig.town.database.send(
    '',
    `insert into addresses (person_id, kind, address, position, added_at)
     values ($1, 'mail', $2, -1, $3)`,
    [id, hers, rig.town.moment().now],
  )
  const browser = rig.browser()
  await turns(browser, login)
  await rig.attack({}, async () => {
    await chooses(browser, 'mail')
    await presses(browser, { do: 'send' })
    await mailedTo(rig, login)
    expect(lettersTo(rig, hers)).toEqual([])
  })
  const other = rig.browser()
  await turns(other, login)
  await presses(other, { code: await messageFor(rig, other, alice.number) })
  await presses(other, { code: await mailedTo(rig, login, 2) })
  await presses(other, { password: rig.newPassword() })
  isAtDoor(other, alice.person)
  await expect.poll(() => lettersTo(rig, hers).length).toBe(1)
  const [told] = lettersTo(rig, hers)
  expect(told?.text).toMatch(/https:\/\/[^\s]+\/[\w-]{43}/)
})

attack('ATK-REC-12 a name that only looks like hers reaches nobody but herself', async (rig) => {
  const alice = await begins(rig)
  const { login } = alice.person
  const [local = ''] = login.split('@')
  const spelled = [
    login.replace('i', 'ı'),
    `${local}+x@fjordvik.example`,
    `${login}.`,
    `${local}@fjordvık.example`,
    `${local}@xn--fjordvk-q9a.example`,
    `${local}@evil.example`,
    `${login},eve@evil.example`,
  ]
  const letters = rig.town.smtp.letters.length
  const messages = rig.town.phones.messages.length
  await rig.attack({}, async () => {
    for (const typed of spelled) {
      const eve = rig.browser(newAddress())
      await turns(eve, typed)
      await presses(eve, { do: 'send', phone: '+4799999999' })
      await chooses(eve, 'mail')
      await presses(eve, { do: 'send', to: 'eve@evil.example', name: typed })
    }
    // In capitals it is her name, and the code goes where her account says.
    await rig.pass(3601)
    const own = rig.browser()
    await turns(own, login.toUpperCase())
    await chooses(own, 'mail')
    const before = codesIn(rig, login).length
    await presses(own, { do: 'send' })
    await mailedTo(rig, login, before + 1)
  })
  for (const { rcpt } of rig.town.smtp.letters.slice(letters)) expect(rcpt).toEqual([login])
  for (const { to } of rig.town.phones.messages.slice(messages)) expect(to).toBe(alice.number)
})

attack(
  'ATK-REC-16 whoever is suspended is refused at the end, and it is written down',
  async (rig) => {
    const alice = await begins(rig)
    await rig.suspend(alice.person)
    const browser = rig.browser()
    await turns(browser, alice.person.login)
    await rig.attack({ rows: true }, async () => {
      await presses(browser, { code: await messageFor(rig, browser, alice.number) })
      await presses(browser, { code: await mailedTo(rig, alice.person.login) })
      expect(browser.last.screen).toMatchObject({ kind: 'notice', about: 'account-not-open' })
      const { form } = browser.last
      await browser.post(form?.action ?? browser.last.path, { password: rig.newPassword() })
      expect(browser.last.status).toBeGreaterThanOrEqual(400)
    })
    const decided = await ask(
      rig.town.database,
      `select 1 from events where kind = 'signin.decided' and person_id = $1
       and data ->> 'because' = 'account-not-open'`,
      [alice.person.id],
    )
    expect(decided.length).toBeGreaterThan(0)
  },
)

attack(
  'ATK-REC-16b who is suspended at the page of the new password keeps the old',
  async (rig) => {
    const alice = await begins(rig)
    const browser = rig.browser()
    await atNewPassword(rig, browser, alice)
    await rig.suspend(alice.person)
    await rig.attack({}, async () => {
      await browser.answer({ password: rig.newPassword() })
      expect(await liveSessions(rig.town.database, alice.person.id)).toBe(0)
    })
  },
)

attack('ATK-REC-16c a number that is corrected meanwhile has shown nothing', async (rig) => {
  const { person } = await begins(rig)
  await rig.town.database.send('', 'delete from methods where factor = $1 and person_id = $2', [
    'sms',
    person.id,
  ])
  const changes = (number: string) =>
    rig.town.database.send('', 'update people set known_phone = $2 where id = $1', [
      person.id,
      number,
    ])
  await changes('+4799990001')
  const browser = rig.browser()
  await atNewPassword(rig, browser, { person, number: '+4799990001' })
  await changes('+4799990002')
  await rig.attack({}, async () => {
    await presses(browser, { password: rig.newPassword() })
    await browser.get(browser.last.path)
    expect(browser.last.screen?.['kind']).toBe('enter-code')
  })
})
