// A visit that nobody answered for an hour leads back to the application that waits, by the address
// that the administrator wrote, and tells nobody who was on the way in.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { secondsAfter } from '../../src/lib/clock.ts'
import { sweepVisits } from '../../src/store/visits.ts'
import { townDatabase } from '../town/database.ts'
import { kari, openTown, type Town } from '../town/portvakt.ts'
import { visitor, type Visitor } from '../town/visitor.ts'

const database = await townDatabase()
let town: Town
beforeAll(async () => {
  // The mail application has no tile: nothing is known of where it begins.
  const change = (file: string) => file.replace(/^link = ".*:8081\/sign-in"\n/m, '')
  town = await openTown({ database, example: 'plain', change })
})
afterAll(() => town.close())

const start = { to: '/', word: 'start-page' }
const help = { to: '/help', word: 'get-help' }
const isToldBy = (who: Visitor) => [who.last.status, who.last.screen]

/** Named, and on the way to one of the two applications. */
async function onTheWay(client: 'epost' | 'timer'): Promise<Visitor> {
  const who = visitor(town.origin)
  const { address } = town.applications[client === 'timer' ? 1 : 0] ?? { address: '' }
  const asked = new URLSearchParams({
    client_id: client,
    response_type: 'code',
    redirect_uri: `${address}callback`,
    scope: 'openid',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  })
  await who.get(`/oidc/authorize?${asked.toString()}`)
  await who.follow()
  await who.answer({ name: kari })
  await who.follow()
  return who
}

test('whoever was on the way to an application begins anew where its tile leads', async () => {
  const who = await onTheWay('timer')
  const { action = '' } = who.last.form ?? {}
  const again = { to: `${town.applications[1]?.address}sign-in`, word: 'begin-again' }
  const expired = {
    kind: 'notice',
    about: 'refused-visit-expired',
    ways: [again, start, help],
    with: { application: 'Timelister' },
  }
  town.pass(3601)
  await who.answer({ password: 'havregrøt og rømme 12' })
  expect(isToldBy(who)).toEqual([410, expired])
  await who.get(action)
  expect(isToldBy(who)).toEqual([410, expired])
  const page = await who.get(action, { accept: 'text/html' })
  expect(page.text).toContain(`href="${again.to}"`)
  expect(page.text).not.toMatch(/kari/i)
})

test('another browser hears nothing of it', async () => {
  const who = await onTheWay('timer')
  const { action = '' } = who.last.form ?? {}
  town.pass(3601)
  const stranger = visitor(town.origin)
  await stranger.get(action)
  expect(stranger.last.screen?.['about']).toBe('refused-visit-elsewhere')
  expect(stranger.last.text).not.toMatch(/kari|timelister/i)
})

test('an application without a tile, and none at all, leave the start page', async () => {
  const expired = { kind: 'notice', about: 'refused-visit-expired', ways: [start, help] }
  const who = await onTheWay('epost')
  const alone = visitor(town.origin)
  await alone.get('/')
  await alone.follow()
  town.pass(3601)
  await who.get(who.last.form?.action ?? '')
  await alone.get(alone.last.form?.action ?? '')
  expect(isToldBy(who)).toEqual([410, expired])
  expect(isToldBy(alone)).toEqual([410, expired])
})

test('a page that is older than what is known of its visit still leads to the application', async () => {
  const who = await onTheWay('timer')
  const none = visitor(town.origin)
  await none.get('/')
  await none.follow()
  await sweepVisits(database, secondsAfter(town.moment().now, 3601))
  await who.answer({ password: 'havregrøt og rømme 12' })
  await none.answer({ name: kari, application: 'nobody-knows' })
  const ended = { kind: 'notice', about: 'refused-visit-ended', ways: [start, help] }
  const again = { to: `${town.applications[1]?.address}sign-in`, word: 'begin-again' }
  const more = { ways: [again, start, help], with: { application: 'Timelister' } }
  expect(isToldBy(who)).toEqual([410, { ...ended, ...more }])
  expect(isToldBy(none)).toEqual([410, ended])
})

test('what was left by the person, or swept, says only that it is no longer in use', async () => {
  const left = await onTheWay('timer')
  const swept = await onTheWay('timer')
  const places = [left, swept].map((who) => who.last.form?.action ?? '')
  await left.answer({ do: 'cancel' })
  town.pass(3601)
  await left.get(places[0] ?? '')
  await sweepVisits(database, town.moment().now)
  await swept.get(places[1] ?? '')
  const ended = { kind: 'notice', about: 'refused-visit-ended', ways: [start, help] }
  expect(isToldBy(left)).toEqual([410, ended])
  expect(isToldBy(swept)).toEqual([410, ended])
})
