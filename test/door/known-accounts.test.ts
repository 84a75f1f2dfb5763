// The accounts that a browser knows: which of them it names, to whom, and what becomes of one that
// is chosen or forgotten.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import { visitor, type Visitor } from '../town/visitor.ts'

const ola = 'ola.nordmann@fjordvik.example'
const kari = 'kari.nordmann@fjordvik.kommune.example'
const otherKari = 'kari.nordmann@fjordvik.example'
const aile = 'aile.cahppe@fjordvik.kommune.example'
const known = 'havregrøt og rømme 12'

/** The school's machines are shared: whoever is of it is kept in no list. Leaders hold a right. */
const shared = `
[[rules]]
id = "skolen"
whom = ["skole"]

[rules.need]
proofs = 1
accepts = ["password"]

[[rules]]
id = "alle"`

const rights = `
[[rights]]
id = "ledere"
may = "administer"
whom = ["ledere"]

[[groups]]
id = "ansatte"`

let town: Town
beforeAll(async () => {
  town = await openTown({
    database: await townDatabase(),
    example: 'plain',
    change: (file) =>
      file
        .replace('\n[[rules]]\nid = "alle"', shared)
        .replace('\n[[groups]]\nid = "ansatte"', rights),
  })
  for (const login of [ola, kari, aile]) await town.knows(login, known)
})
afterAll(() => town.close())

interface Listed {
  readonly person: string
  readonly name: string
  readonly login: string
  readonly isSignedIn: boolean
  readonly organisation?: string
  readonly isAdministrator?: boolean
}

const atTheDoor = async (who = visitor(town.origin)): Promise<Visitor> => {
  await who.get('/')
  await who.follow()
  return who
}

async function signsIn(who: Visitor, name: string): Promise<void> {
  if (kindOf(who) === 'choose-account') {
    await who.answer({ do: 'another-account' })
    await who.follow()
  }
  await who.answer({ name })
  await who.follow()
  await who.answer({ password: known })
}

async function signsOut(who: Visitor): Promise<void> {
  await who.get('/sign-out')
  await who.answer({ choice: 'here' })
}

/** Who has been in and out of a new browser, the last one first. */
async function browserOf(...names: readonly string[]): Promise<Visitor> {
  const who = visitor(town.origin)
  for (const name of names) {
    await atTheDoor(who)
    await signsIn(who, name)
    await signsOut(who)
    town.pass(60)
  }
  return who
}

const kindOf = (who: Visitor): unknown => who.last.screen?.['kind']

function listOf(who: Visitor): readonly Listed[] {
  expect(kindOf(who)).toBe('choose-account')
  return who.last.screen?.['accounts'] as readonly Listed[]
}

const namesIn = (who: Visitor): readonly string[] => listOf(who).map(({ login }) => login)

const personOf = (who: Visitor, wanted: string): string =>
  listOf(who).find(({ login }) => login === wanted)?.person ?? ''

async function chooses(who: Visitor, login: string): Promise<void> {
  await who.answer({ person: personOf(who, login) })
  await who.follow()
}

const whoIsIn = async (who: Visitor): Promise<unknown> => {
  const { text } = await who.get('/')
  return text.startsWith('{"person"') ? JSON.parse(text).person.login : undefined
}

const authorize = (more: Record<string, string>): string =>
  `/oidc/authorize?${new URLSearchParams({
    client_id: 'epost',
    response_type: 'code',
    redirect_uri: `${town.applications[0]?.address}callback`,
    scope: 'openid',
    state: 'of-the-morning',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    ...more,
  }).toString()}`

const goesTo = async (who: Visitor, more: Record<string, string> = {}): Promise<void> => {
  await who.get(authorize(more))
  await who.follow()
}

const out = (name: string, login: string) => ({
  person: expect.any(String),
  name,
  login,
  isSignedIn: false,
})

describe('a browser that has let several in', () => {
  it('names them, told apart by more than their names, and nothing is shown by choosing', async () => {
    await town.knows(otherKari, known)
    const who = await atTheDoor(await browserOf(ola, kari, otherKari))
    expect(listOf(who)).toEqual([
      { ...out('Kari Nordmann', otherKari), organisation: 'Fjordvik Handel' },
      { ...out('Kari Nordmann', kari), organisation: 'Fjordvik kommune' },
      { ...out('Ola Nordmann', ola), organisation: 'Fjordvik Handel', isAdministrator: true },
    ])
    await chooses(who, kari)
    expect(who.last.screen).toMatchObject({ kind: 'password', name: kari })
    expect(await whoIsIn(who)).toBeUndefined()
  })

  it('names them to nobody else, and an id from its list is nobody elsewhere', async () => {
    const who = await atTheDoor(await browserOf(ola, kari))
    const id = personOf(who, ola)
    const eve = await atTheDoor()
    expect(eve.last.screen).toMatchObject({ kind: 'who' })
    expect(eve.last.screen).not.toHaveProperty('typed')
    for (const act of [{}, { do: 'forget-account' }]) {
      await eve.answer({ person: id, ...act })
      expect(eve.last.problem?.code).toBe('name-missing')
    }
    await atTheDoor(who)
    expect(namesIn(who)).toEqual([kari, ola])
  })

  it('names nobody whose rule does not let it stay: a machine that many share lists nobody', async () => {
    const who = await browserOf(ola, aile)
    await atTheDoor(who)
    expect(who.last.screen).toMatchObject({ kind: 'who', typed: ola })
    const alone = await atTheDoor(await browserOf(aile))
    expect(alone.last.screen).not.toHaveProperty('typed')
    await goesTo(alone, { prompt: 'select_account' })
    expect(kindOf(alone)).toBe('who')
  })

  it('lets the one who is in go straight on, and nobody out by choosing another', async () => {
    const who = await browserOf(ola, kari)
    await atTheDoor(who)
    await chooses(who, ola)
    await who.answer({ password: known })
    await goesTo(who)
    expect(who.last.location).toContain('callback?code=')
    await goesTo(who, { prompt: 'select_account' })
    expect(listOf(who).map(({ login, isSignedIn }) => [login, isSignedIn])).toEqual([
      [ola, true],
      [kari, false],
    ])
    await chooses(who, kari)
    expect(who.last.screen).toMatchObject({ kind: 'password', name: kari })
    // Back to the list, and on with the one who is in.
    await who.answer({ do: 'another-account' })
    await who.follow()
    await chooses(who, ola)
    expect(who.last.location).toContain('callback?code=')
    expect(who.last.location).toContain('state=of-the-morning')
    expect(await whoIsIn(who)).toBe(ola)
  })

  it('asks for a name where none of them is meant, and leads back to them', async () => {
    const who = await atTheDoor(await browserOf(ola, kari))
    await who.answer({ do: 'another-account' })
    await who.follow()
    expect(kindOf(who)).toBe('who')
    expect(who.last.screen).not.toHaveProperty('typed')
    const page = await who.get(who.last.path, { accept: 'text/html' })
    expect(page.text).toContain('value="back"')
    await who.get(who.last.path)
    await who.answer({ do: 'back' })
    await who.follow()
    expect(namesIn(who)).toEqual([kari, ola])
  })
})

describe('a browser that knows one account', () => {
  it('has its name filled in, and not once that one was left', async () => {
    const who = await atTheDoor(await browserOf(kari))
    expect(who.last.screen).toMatchObject({ kind: 'who', typed: kari })
    const page = await who.get(who.last.path, { accept: 'text/html' })
    expect(page.text).toMatch(new RegExp(`name="name"[^>]*value="${kari}"`))
    await who.get(who.last.path)
    await who.answer({ name: ola })
    await who.follow()
    await who.answer({ do: 'another-account' })
    await who.follow()
    expect(kindOf(who)).toBe('who')
    expect(who.last.screen).not.toHaveProperty('typed')
  })
})

describe('an account that is forgotten', () => {
  it('is gone from the list, and nobody is signed out by it', async () => {
    const who = await browserOf(ola, kari)
    await atTheDoor(who)
    await chooses(who, kari)
    await who.answer({ password: known })
    await goesTo(who, { prompt: 'select_account' })
    await who.answer({ do: 'forget-account', person: personOf(who, ola) })
    await who.follow()
    expect(namesIn(who)).toEqual([kari])
    expect(await whoIsIn(who)).toBe(kari)
    await signsOut(who)
    await atTheDoor(who)
    expect(who.last.screen).toMatchObject({ kind: 'who', typed: kari })
  })

  it('is signed out here where it was in, as its button says, and nowhere else', async () => {
    const elsewhere = await atTheDoor()
    await signsIn(elsewhere, kari)
    const who = await browserOf(ola, kari)
    await atTheDoor(who)
    await chooses(who, kari)
    await who.answer({ password: known })
    await goesTo(who, { prompt: 'select_account' })
    const page = await who.get(who.last.path, { accept: 'text/html' })
    expect(page.text).toContain(`Logg ut og glem ${kari}`)
    expect(page.text).toContain(`Glem ${ola}`)
    await who.get(who.last.path)
    await who.answer({ do: 'forget-account', person: personOf(who, kari) })
    await who.follow()
    expect(namesIn(who)).toEqual([ola])
    expect(await whoIsIn(who)).toBeUndefined()
    expect(await whoIsIn(elsewhere)).toBe(kari)
  })
})

describe('whom the application speaks of', () => {
  it('goes on where they are in, and is asked for a password where they are not', async () => {
    const who = await browserOf(ola, kari)
    await atTheDoor(who)
    await chooses(who, ola)
    await who.answer({ password: known })
    await goesTo(who, { login_hint: ola })
    expect(who.last.location).toContain('callback?code=')
    await goesTo(who, { login_hint: kari })
    expect(who.last.screen).toMatchObject({ kind: 'who', typed: kari })
    await who.answer({ name: kari })
    await who.follow()
    await who.answer({ password: known })
    await who.follow()
    expect(who.last.location).toContain('callback?code=')
    // Both are in now: the one who is meant stands first, and no password is asked for.
    await goesTo(who, { login_hint: ola })
    expect(namesIn(who)).toEqual([ola, kari])
    await chooses(who, ola)
    expect(who.last.location).toContain('callback?code=')
    expect(await whoIsIn(who)).toBe(ola)
  })

  it('may be of one house: its people first, its domain left out, and its look', async () => {
    const domain = 'fjordvik.kommune.example'
    const who = await browserOf(kari, ola)
    for (const more of [{ domain_hint: domain }, { login_hint: `@${domain}` }]) {
      await goesTo(who, more)
      expect(namesIn(who)).toEqual([kari, ola])
      await who.answer({ do: 'another-account' })
      await who.follow()
      expect(who.last.screen).toMatchObject({ kind: 'who', domain })
      const page = await who.get(who.last.path, { accept: 'text/html' })
      expect(page.text).toContain('<span>Fjordvik kommune</span>')
      await who.get(who.last.path)
      await who.answer({ name: 'kari.nordmann' })
      await who.follow()
      await who.answer({ password: known })
      await who.follow()
      expect(who.last.location).toContain('callback?code=')
      expect(await whoIsIn(who)).toBe(kari)
      await signsOut(who)
    }
    // Somebody of another house is in: that is not who was meant.
    await atTheDoor(who)
    await chooses(who, ola)
    await who.answer({ password: known })
    await goesTo(who, { domain_hint: domain, prompt: 'none' })
    expect(who.last.location).toContain('error=login_required')
    await goesTo(who, { domain_hint: 'fjordvik.example', prompt: 'none' })
    expect(who.last.location).toContain('callback?code=')
  })
})
