// Several people in one browser, and one person in several: what the door does with sessions.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { townDatabase } from '../town/database.ts'
import { openTownBrowser, type TownBrowser } from '../town/browser/town-browser.ts'
import type { Walker } from '../town/browser/walker.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import { visitor, type Visitor } from '../town/visitor.ts'

const ola = 'ola.nordmann@fjordvik.example'
const gunhild = 'gunhild.bo@fjordvik.kommune.example'
const per = 'per.aas@fjordvik.example'
const known = 'havregrøt og rømme 12'

let town: Town
let browsers: TownBrowser
beforeAll(async () => {
  browsers = await openTownBrowser()
  town = await openTown({
    database: await townDatabase(),
    example: 'plain',
    change: (file) => file.replace('[passwords]', '[passwords]\nlifeDays = 90'),
  })
  await town.knows(ola, known)
  await town.knows(gunhild, known)
  await town.knows(per, known)
})
afterAll(async () => {
  await browsers.close()
  await town.close()
})

async function signIn(who: Visitor, name: string, more: Record<string, string> = {}) {
  await who.answer({ name })
  await who.follow()
  await who.answer({ password: known, ...more })
  return who.last
}

async function atTheDoor(): Promise<Visitor> {
  const who = visitor(town.origin)
  await who.get('/')
  await who.follow()
  return who
}

const authorize = (more: Record<string, string>): string =>
  `/oidc/authorize?${new URLSearchParams({
    client_id: 'epost',
    response_type: 'code',
    redirect_uri: `${town.applications[0]?.address}callback`,
    scope: 'openid',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    ...more,
  }).toString()}`

const accountsOf = (who: Visitor): unknown[] => {
  const { screen } = who.last
  expect(screen?.['kind']).toBe('choose-account')
  const accounts = screen?.['accounts']
  return Array.isArray(accounts) ? accounts.map((one: { login: string }) => one.login) : []
}

const whoIsIn = async (who: Visitor): Promise<unknown> => {
  const { text } = await who.get('/')
  return text.startsWith('{"person"') ? JSON.parse(text).person.login : undefined
}

async function choose(who: Visitor, login: string): Promise<void> {
  const accounts = who.last.screen?.['accounts']
  const found = Array.isArray(accounts) ? accounts.find((one) => one.login === login) : undefined
  await who.answer({ person: found.person })
  await who.follow()
}

describe('two people in one browser', () => {
  it('choose who goes on, without a password again and without signing the other out', async () => {
    const who = await atTheDoor()
    await signIn(who, ola)
    await who.get(authorize({ prompt: 'select_account' }))
    await who.follow()
    expect(accountsOf(who)).toEqual([ola])
    await who.answer({ do: 'another-account' })
    await who.follow()
    expect(who.last.screen?.['kind']).toBe('who')
    await signIn(who, gunhild)
    await who.follow()
    expect(who.last.location).toMatch(/callback\?code=/)
    expect(await whoIsIn(who)).toBe(gunhild)

    await who.get(authorize({ prompt: 'select_account' }))
    await who.follow()
    expect(accountsOf(who)).toEqual([gunhild, ola])
    await choose(who, ola)
    expect(who.last.location).toMatch(/callback\?code=/)
    expect(await whoIsIn(who)).toBe(ola)

    await who.get(authorize({ prompt: 'select_account' }))
    await who.follow()
    expect(accountsOf(who)).toEqual([ola, gunhild])
  })

  it('are not offered to a third, and an id from elsewhere is nobody (ATK-FED-13)', async () => {
    const other = await atTheDoor()
    await signIn(other, gunhild)
    await other.get(authorize({ prompt: 'select_account' }))
    await other.follow()
    const stolen = other.last.screen?.['accounts']
    const id = Array.isArray(stolen) ? stolen[0].person : ''

    const eve = visitor(town.origin)
    await eve.get(authorize({ prompt: 'select_account' }))
    await eve.follow()
    expect(eve.last.screen?.['kind']).toBe('who')
    await eve.answer({ person: id })
    expect(eve.last.problem?.code).toBe('name-missing')
    expect(await whoIsIn(eve)).toBeUndefined()
  })
})

describe('somebody who is in and changes the password', () => {
  it('may leave to the start page, and turns into nobody else half-way', async () => {
    const who = await atTheDoor()
    await signIn(who, ola)
    await who.get('/password')
    const page = await who.get(who.last.to ?? '', { accept: 'text/html' })
    expect(page.text).toMatch(/href="\/">\s*Avbryt/)
    expect(page.text).not.toContain('value="another-account"')
    expect(page.text).not.toContain('value="back"')
  })
})

describe('one person in two browsers', () => {
  it('goes out everywhere with one press', async () => {
    const [one, other] = [await atTheDoor(), await atTheDoor()]
    await signIn(one, ola)
    await signIn(other, ola)
    expect(await whoIsIn(one)).toBe(ola)
    await other.get('/sign-out')
    await other.answer({ choice: 'everywhere' })
    expect(other.last.screen?.['about']).toBe('signed-out-everywhere')
    expect(await whoIsIn(one)).toBeUndefined()
    expect(await whoIsIn(other)).toBeUndefined()
  })

  it('stays in the one where that was asked for, and only there', async () => {
    const [stays, goes] = [await atTheDoor(), await atTheDoor()]
    await signIn(stays, ola, { stay: 'yes' })
    expect(stays.last.headers.get('set-cookie')).toMatch(/portvakt=[^;]+;.*Max-Age=2592000/)
    await signIn(goes, ola)
    expect(goes.last.headers.get('set-cookie')).not.toMatch(/portvakt=[^;]+;[^,]*Max-Age=[1-9]/)
    town.pass(13 * 3600)
    expect(await whoIsIn(goes)).toBeUndefined()
    expect(await whoIsIn(stays)).toBe(ola)
  })
})

// S4.3, S5.9: the window where an account is chosen, and what becomes of each choice.
describe('the list of accounts, by keyboard alone', () => {
  const givesPassword = async (walker: Walker): Promise<void> => {
    await walker.sees('Skriv inn passordet')
    await walker.types('Skriv inn passordet', known)
    await walker.hitsToLead('Enter')
    await walker.reads(/Du er logget inn som/)
  }
  const goesOutAndIn = async (walker: Walker): Promise<void> => {
    await walker.entersByKeyboard('Logg ut')
    await walker.sees('Du er logget ut')
    await walker.entersByKeyboard('Logg inn')
  }
  const reachesSummary = async (walker: Walker): Promise<void> => {
    for (let tabs = 0; tabs < 40; tabs++) {
      await walker.hits('Tab')
      if (await walker.tab.evaluate(`document.activeElement?.localName === 'summary'`)) return
    }
    throw new Error('Nothing unfolds on this page')
  }

  it.each(['desktop', 'phone'] as const)('on a %s', { timeout: 60_000 }, async (size) => {
    const house = `${town.origin}/`
    const places = { house, mailbox: town.mailbox, phones: house, goal: house }
    const walker = await browsers.empty(places, { size })
    await walker.opens(house)
    await walker.sees('Logg inn')
    await walker.types('Brukernavn', ola)
    await walker.hitsToLead('Enter')
    await givesPassword(walker)
    // The one that this browser knows stands filled in, and is not in the way of another.
    await goesOutAndIn(walker)
    await walker.sees('Logg inn')
    await walker.hitsToLead('Enter')
    await walker.reads(ola)
    await walker.entersByKeyboard('Bruk en annen konto')
    await walker.types('Brukernavn', per)
    await walker.hitsToLead('Enter')
    await givesPassword(walker)
    await goesOutAndIn(walker)
    await walker.sees('Velg konto')
    await walker.reads('Ola Nordmann', 'Per Aas', per)
    await walker.entersByKeyboard(/^Per Aas/)
    await givesPassword(walker)
    // Whoever is in goes straight on to where they were going.
    await walker.tab.goto(`${town.origin}${authorize({ prompt: 'select_account' })}`)
    await walker.sees('Velg konto')
    await walker.reads('Innlogget')
    await walker.entersByKeyboard(/^Per Aas/)
    expect(walker.tab.url()).toContain(town.applications[0]?.address)
    // And what is forgotten stands there no more.
    await walker.tab.goto(`${town.origin}${authorize({ prompt: 'select_account' })}`)
    await walker.sees('Velg konto')
    await reachesSummary(walker)
    await walker.hits('Enter')
    await walker.entersByKeyboard(`Glem ${ola}`)
    await walker.sees('Velg konto')
    expect(await walker.stands('Ola Nordmann')).toBe(false)
    await walker.reads('Per Aas')
    await walker.closes()
  })
})

describe('a password that has run out', () => {
  it('is changed at the door, after it was shown once more, and the visit goes on', async () => {
    town.pass(91 * 86_400)
    const who = await atTheDoor()
    await signIn(who, gunhild)
    await who.follow()
    expect(who.last.screen).toMatchObject({ kind: 'new-password', because: 'run-out' })
    await who.answer({ password: known })
    expect(who.last.problem?.code).toBe('password-same')
    await who.answer({ password: 'brunost på skiva 2031' })
    expect(who.last.to).toBe('/')
    expect(await whoIsIn(who)).toBe(gunhild)
  })
})
