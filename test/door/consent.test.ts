// An application that is somebody else's is told nothing before its person has said yes: once for
// each, again where it asks for more, and not any more when it is taken back.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import { visitor, type Visitor } from '../town/visitor.ts'

const ola = 'ola.nordmann@fjordvik.example'
const known = 'havregrøt og rømme 12'

const database = await townDatabase()
let town: Town
beforeAll(async () => {
  const change = (file: string) =>
    file.replace('groups = ["ansatte", "butikk"]', 'everyone = true\nours = false')
  town = await openTown({ database, example: 'plain', change })
  await town.knows(ola, known)
})
afterAll(() => town.close())

const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const applications = {
  timer: { at: 1, secret: 'demo-secret-of-the-hours-application-0002' },
  epost: { at: 0, secret: 'demo-secret-of-the-mail-application-0001' },
} as const
type Name = keyof typeof applications
const callback = (name: Name) => `${town.applications[applications[name].at]?.address}callback`

async function asked(
  who: Visitor,
  more: Record<string, string> = {},
  name: Name = 'timer',
): Promise<void> {
  const query = new URLSearchParams({
    client_id: name,
    response_type: 'code',
    redirect_uri: callback(name),
    scope: 'openid',
    state: 'stands',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    ...more,
  })
  await who.get(`/oidc/authorize?${query.toString()}`)
  await who.follow()
}

async function signsIn(who: Visitor): Promise<void> {
  await who.answer({ name: ola })
  await who.follow()
  await who.answer({ password: known })
  await who.follow()
}

/** What the application hears, where the browser has been led back to it. */
function heard(who: Visitor): Record<string, string> {
  const to = new URL(who.last.to ?? who.last.location ?? '', town.origin)
  return to.origin === town.origin ? {} : Object.fromEntries(to.searchParams)
}

async function tokens(who: Visitor, name: Name = 'timer') {
  const { secret } = applications[name]
  return post({
    grant_type: 'authorization_code',
    code: heard(who)['code'] ?? '',
    redirect_uri: callback(name),
    code_verifier: verifier,
    client_id: name,
    client_secret: secret,
  })
}

async function post(fields: Record<string, string>): Promise<Record<string, unknown>> {
  const answer = await fetch(`${town.origin}/oidc/token`, {
    method: 'POST',
    body: new URLSearchParams(fields),
  })
  return Object(await answer.json())
}

const knowsOf = (token: unknown) =>
  fetch(`${town.origin}/oidc/userinfo`, { headers: { authorization: `Bearer ${String(token)}` } })

const takeBack = async (who: Visitor): Promise<void> => {
  await who.get('/security')
  const { form } = who.last
  await who.post('/security/applications/withdraw', {
    token: form?.token ?? '',
    question: form?.question ?? '',
    application: 'timer',
  })
}

test('a person is asked in plain words, says yes once, and takes it back', async () => {
  const who = visitor(town.origin)
  await asked(who, { scope: 'openid profile' })
  await signsIn(who)
  expect(who.last.screen).toMatchObject({
    kind: 'confirm',
    about: 'consent',
    application: 'Timelister',
    knows: ['who', 'name', 'language', 'later'],
  })
  expect(heard(who)).toEqual({})
  const page = await who.get(who.last.form?.action ?? '', { accept: 'text/html' })
  expect(page.text).toContain('Vil du dele dette med Timelister?')
  expect(page.text).toContain('navnet og brukernavnet ditt')
  // A browser holds the form to its policy through every redirect.
  expect(page.headers.get('content-security-policy')).toContain(new URL(callback('timer')).origin)
  await who.get(new URL(page.path, town.origin).pathname)
  await who.answer({ choice: 'allow' })
  await who.follow()
  const given = await tokens(who)
  expect(await (await knowsOf(given['access_token'])).json()).toMatchObject({
    family_name: 'Nordmann',
  })

  await asked(who, { scope: 'openid profile' })
  expect(heard(who)['code']).toBeTruthy()
  await asked(who, { scope: 'openid' })
  expect(heard(who)['code']).toBeTruthy()

  await takeBack(who)
  expect((await who.follow()).text).toContain('consent-withdrawn')
  expect((await knowsOf(given['access_token'])).status).toBe(401)
  expect(
    await post({
      grant_type: 'refresh_token',
      refresh_token: String(given['refresh_token']),
      client_id: 'timer',
      client_secret: applications.timer.secret,
    }),
  ).toMatchObject({ error: 'invalid_grant' })
  await asked(who, { scope: 'openid profile', prompt: 'none' })
  expect(heard(who)).toMatchObject({ error: 'consent_required' })
  await asked(who, { scope: 'openid profile' })
  expect(who.last.screen).toMatchObject({ about: 'consent' })
  const { rows } = await database.send<{ kind: string; data: unknown }>(
    '',
    `select kind, data from events where kind like 'consent.%' order by at, id`,
    [],
  )
  const data = { application: 'timer', knows: ['who', 'name', 'language', 'later'], acts: 0 }
  expect(rows).toEqual([
    { kind: 'consent.given', data },
    { kind: 'consent.withdrawn', data },
  ])
})

test('whoever says no goes back, and the application hears that it was denied', async () => {
  const who = visitor(town.origin)
  await asked(who, { scope: 'openid email' })
  await signsIn(who)
  expect(who.last.screen).toMatchObject({ about: 'consent', knows: ['who', 'mail', 'later'] })
  await who.answer({ do: 'cancel' })
  await who.get(who.last.to ?? '')
  expect(heard(who)).toEqual({ error: 'access_denied', state: 'stands', iss: town.origin })
  const { rows } = await database.send('', `select 1 from consents where 'mail' = any(knows)`, [])
  expect(rows).toEqual([])
})

test('more than was given is asked for anew, and so is what shall be made sure of', async () => {
  const who = visitor(town.origin)
  await asked(who)
  await signsIn(who)
  await who.answer({ choice: 'allow' })
  await who.follow()
  expect(heard(who)['code']).toBeTruthy()
  await asked(who, { scope: 'openid groups' })
  expect(who.last.screen).toMatchObject({ about: 'consent', knows: ['who', 'groups', 'later'] })
  await asked(who)
  expect(heard(who)['code']).toBeTruthy()
  await asked(who, { prompt: 'consent' })
  expect(who.last.screen).toMatchObject({ about: 'consent', knows: ['who', 'later'] })
  await who.answer({ choice: 'something else' })
  expect(who.last.problem).toMatchObject({ code: 'choice-missing' })
  await who.answer({ choice: 'allow' })
  await who.follow()
  expect(heard(who)['code']).toBeTruthy()
})

test('what was given just before it was taken back is worth nothing', async () => {
  const who = visitor(town.origin)
  await asked(who)
  await signsIn(who)
  const code = heard(who)['code']
  expect(code).toBeTruthy()
  const held = visitor(town.origin)
  held.cookies.clear()
  for (const [name, value] of who.cookies) held.cookies.set(name, value)
  await takeBack(held)
  expect(await tokens(who)).toMatchObject({ error: 'invalid_grant' })
})

test('our own applications never ask, whatever they say', async () => {
  const who = visitor(town.origin)
  await asked(who, { scope: 'openid profile email groups', prompt: 'consent' }, 'epost')
  await signsIn(who)
  expect(heard(who)['code']).toBeTruthy()
  expect(await tokens(who, 'epost')).toHaveProperty('id_token')
})
