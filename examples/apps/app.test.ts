import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openLogoutCalls } from '../../src/outside/logout-calls.ts'
import { endSession } from '../../src/domain/sessions/sessions.ts'
import { townDatabase } from '../../test/town/database.ts'
import { applicationNamed, browser, oidcTown, secret, type OidcTown } from '../../test/town/oidc.ts'
import { startApp } from './app.ts'

let town: OidcTown
const open: { close(): Promise<void> }[] = []
const ports = { post: 0, hjelp: 0 }

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer()
    server.listen(0, () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

beforeAll(async () => {
  ports.post = await freePort()
  ports.hjelp = await freePort()
  const application = (id: string, port: number) =>
    applicationNamed(id, {
      redirects: [`http://localhost:${port}/callback`],
      afterSignOut: [`http://localhost:${port}/`],
      tellSignOut: `http://localhost:${port}/backchannel-logout`,
      secret,
    })
  town = await oidcTown(await townDatabase(), [
    application('post', ports.post),
    application('hjelp', ports.hjelp),
  ])
  open.push(town)
  await town.addPerson({ id: 'kari' })
  for (const [clientId, port] of Object.entries(ports)) {
    open.push(await startApp({ port, issuer: town.origin, clientId, secret, name: clientId }))
  }
  open.push(
    openLogoutCalls({
      database: town.database,
      moment: town.moment,
      tell: town.oidc.tell,
      report: (fault) => town.faults.push(fault),
    }),
  )
})
afterAll(async () => {
  for (const each of open.toReversed()) await each.close()
})

test('signing in to one opens the other, and the end of the session ends both', async () => {
  const house = browser(town.origin)
  const guests = Object.values(ports).map((port) => browser(`http://localhost:${port}`))
  town.comesIn = 'kari'
  for (const guest of guests) {
    const left = await guest.go('/sign-in')
    const { to } = await house.walk(left.headers.get('location') ?? '')
    await guest.go(to?.href ?? '')
    const page = await (await guest.go('/')).text()
    expect(page).toContain('Kari Nordmann')
    expect(page).toContain('urn:portvakt:1fa')
    // Only the first one leads to a visit.
    town.comesIn = undefined
  }
  const { rows } = await town.database.send<{ id: string; person_id: string }>(
    '',
    'select id, person_id from sessions',
    [],
  )
  const [session] = rows
  if (!session) throw new Error('no session')
  await endSession(town.moment(), session, 'signed-out', (ended, inside) =>
    town.oidc.protocol.ended(ended, inside),
  )
  for (const guest of guests) {
    await vi.waitFor(
      async () => expect(await (await guest.go('/')).text()).toContain('ikke logget inn'),
      {
        timeout: 10_000,
        interval: 50,
      },
    )
  }
  expect(town.faults).toEqual([])
})

test('a service desk takes nobody for an operator who has shown less than that takes', async () => {
  const port = await freePort()
  const clientId = 'desk'
  const desk = await oidcTown(await townDatabase(), [
    applicationNamed(clientId, { redirects: [`http://localhost:${port}/callback`], secret }),
  ])
  open.push(desk)
  await desk.addPerson({ id: 'ola' })
  const start = { port, issuer: desk.origin, clientId, secret, name: 'Fjordvik hjelp' }
  const levels = ['urn:portvakt:2fa', 'urn:portvakt:phishing-resistant'] as const
  open.push(await startApp({ ...start, operators: { levels, domain: 'fjordvik.example' } }))
  const guest = browser(`http://localhost:${port}`)
  expect(await (await guest.go('/')).text()).toContain('Pålogging for operatør')
  const left = new URL((await guest.go('/operator')).headers.get('location') ?? '')
  expect(left.searchParams.get('acr_values')).toBe('urn:portvakt:2fa')
  expect(left.searchParams.get('domain_hint')).toBe('fjordvik.example')
  // The address stands in the browser: whoever comes back with less is let in, and is no operator.
  left.searchParams.delete('acr_values')
  desk.comesIn = 'ola'
  const { to } = await browser(desk.origin).walk(left.href)
  await guest.go(to?.href ?? '')
  const page = await (await guest.go('/')).text()
  expect(page).toMatch(/Logget inn som <strong>Kari/)
  expect(page).not.toContain('operatør: ')
})
