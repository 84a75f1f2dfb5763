// Going back to an application without having come in: it hears access_denied, with its own state.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { secondsAfter } from '../../src/lib/clock.ts'
import { sweepVisits } from '../../src/store/visits.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import { visitor, type Visitor } from '../town/visitor.ts'

const ola = 'ola.nordmann@fjordvik.example'
const known = 'havregrøt og rømme 12'

const database = await townDatabase()
let town: Town
beforeAll(async () => {
  const change = (file: string) =>
    file.replace('groups = ["ansatte", "butikk"]', 'groups = ["butikk"]')
  town = await openTown({ database, example: 'plain', change })
  await town.knows(ola, known)
})
afterAll(() => town.close())

const callback = () => `${town.applications[1]?.address}callback`
const authorize = (): string =>
  `/oidc/authorize?${new URLSearchParams({
    client_id: 'timer',
    response_type: 'code',
    redirect_uri: callback(),
    scope: 'openid',
    state: 'stands & falls',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  }).toString()}`

async function atTheApplication(): Promise<Visitor> {
  const who = visitor(town.origin)
  await who.get(authorize())
  await who.follow()
  return who
}

async function turnedAway(): Promise<Visitor> {
  const who = await atTheApplication()
  await who.answer({ name: ola })
  await who.follow()
  await who.answer({ password: known })
  await who.follow()
  expect(who.last.screen).toMatchObject({ kind: 'notice', about: 'application-not-yours' })
  return who
}

const leave = (who: Visitor) =>
  who.post(`${who.last.form?.action}/leave`, {
    token: who.last.form?.token ?? '',
    question: who.last.form?.question ?? '',
  })

/** What the application hears, at its own address. */
async function heard(who: Visitor): Promise<Record<string, string>> {
  const { location } = await who.get(who.last.to ?? '')
  const to = new URL(location ?? '', town.origin)
  expect(to.href.split('?')[0]).toBe(callback())
  return Object.fromEntries(to.searchParams)
}

const denied = () => ({ error: 'access_denied', state: 'stands & falls', iss: town.origin })

test('whoever is not allowed an application goes back to it, and it hears so, once', async () => {
  const who = await turnedAway()
  const ways = who.last.screen?.['ways']
  expect(ways).toContainEqual({
    to: `${who.last.form?.action}/leave`,
    word: 'back-to-application',
    post: true,
  })
  const { action } = who.last.form ?? {}
  // A browser holds the form to its policy through every redirect.
  const page = await who.get(action ?? '', { accept: 'text/html' })
  expect(page.headers.get('content-security-policy')).toContain(new URL(callback()).origin)
  await who.get(action ?? '')
  await leave(who)
  expect(await heard(who)).toEqual(denied())
  const { rows } = await database.send<{ data: object }>(
    '',
    `select data from events where kind = 'visit.left'`,
    [],
  )
  expect(rows).toMatchObject([{ data: { flow: 'sign-in', application: 'timer' } }])
  expect((await who.get(action ?? '')).status).toBe(410)
  const again = await who.get(`/oidc/authorize/${action?.split('/').at(-1)}`)
  expect([again.status, again.location]).toEqual([400, undefined])
  expect((await who.get('/')).text).not.toContain(ola)
})

test('whoever leaves a visit that is gone still finds the way to the application', async () => {
  const who = await turnedAway()
  await sweepVisits(database, secondsAfter(town.moment().now, 3601))
  await who.post(`${who.last.form?.action}/leave`, {
    token: who.last.form?.token ?? '',
    ...who.last.form?.fields,
  })
  expect(who.last.screen).toMatchObject({ about: 'refused-visit-ended' })
  const link = `${town.applications[1]?.address}sign-in`
  expect(who.last.screen?.['ways']).toContainEqual({ to: link, word: 'begin-again' })
})

test('so does whoever gives up at a question, when the page is driven as JSON', async () => {
  const who = await atTheApplication()
  await who.answer({ do: 'cancel' })
  expect(await heard(who)).toEqual(denied())
})

test('nobody leaves for another, and not without the page', async () => {
  const who = await atTheApplication()
  const stranger = await atTheApplication()
  const { action = '' } = who.last.form ?? {}
  const { token = '' } = stranger.last.form ?? {}
  expect((await stranger.post(`${action}/leave`, { token, question: '' })).status).toBe(403)
  expect((await who.post(`${action}/leave`, { token: 'wrong', question: '' })).status).toBe(403)
  expect((await who.get(`${action}/leave`)).status).toBe(404)
  expect((await who.get(action)).screen?.['kind']).toBe('who')
})

test('where nobody waits, giving up is going back to the name', async () => {
  const who = visitor(town.origin)
  await who.get('/')
  await who.follow()
  await who.answer({ name: ola })
  await who.follow()
  await who.answer({ do: 'cancel' })
  await who.follow()
  expect(who.last.screen?.['kind']).toBe('who')
})

test('whoever is signed in finds the same way back on the page that says no', async () => {
  const who = visitor(town.origin)
  await who.get('/')
  await who.follow()
  await who.answer({ name: ola })
  await who.follow()
  await who.answer({ password: known })
  const page = await who.get(authorize(), { accept: 'text/html' })
  expect(page.status).toBe(403)
  const link = page.text.match(/href="([^"]*access_denied[^"]*)"/)?.[1]?.replaceAll('&amp;', '&')
  const to = new URL(link ?? '', town.origin)
  expect(to.href.split('?')[0]).toBe(callback())
  expect(Object.fromEntries(to.searchParams)).toEqual(denied())
})
