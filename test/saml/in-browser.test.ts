// In a real browser, which judges by itself what a page may lead to and which cookies go along:
// from an application's page to ours and back, with scripts and without.
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asking, byQuery } from '../attacks/saml-out/asking.ts'
import { startWholeBrowser } from '../town/browser/program.ts'
import { townDatabase } from '../town/database.ts'
import { partner } from './partner.ts'
import { samlTown, type SamlTown } from './town.ts'

let town: SamlTown
let browser: Browser
let site: Server
let origin = ''
/** What was posted to the application, and from where. */
const posted: { fields: URLSearchParams; from: string | undefined }[] = []

beforeAll(async () => {
  site = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      response.setHeader('content-type', 'text/html')
      if (request.method === 'POST') {
        const fields = new URLSearchParams(Buffer.concat(pieces).toString())
        posted.push({ fields, from: request.headers.origin })
        response.end('<h1>inside</h1>')
      } else {
        const message = Buffer.from(asking({ origin: town.origin })).toString('base64')
        response.end(`<form method="post" action="${town.origin}/saml/sso">
          <input type="hidden" name="SAMLRequest" value="${message}"><button>in</button></form>`)
      }
    })
  }).listen(0, '127.0.0.1')
  await once(site, 'listening')
  origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
  const saml = { entityId: partner.entityId, assertionConsumers: [`${origin}/acs`] }
  town = await samlTown(await townDatabase(), [
    { id: 'tjeneste', name: 'Tjeneste', everyone: true, saml },
  ])
  await town.addPerson({ id: 'kari' })
  town.comesIn = { person: 'kari' }
  browser = await startWholeBrowser()
})
afterAll(async () => {
  await browser.close()
  await town.close()
  site.close()
})

test('the answer goes to the application by itself, and nothing is refused on the way', async () => {
  const page = await browser.newPage()
  const refused: string[] = []
  page.on('console', (said) => refused.push(said.text()))
  await page.goto(town.origin + byQuery(asking({ origin: town.origin }), 'her'))
  await page.getByText('inside').waitFor()
  expect(posted.at(-1)?.fields.get('RelayState')).toBe('her')
  expect(posted.at(-1)?.from).toMatch(/null|localhost/)
  expect(refused.filter((text) => /Security Policy|refused/i.test(text))).toEqual([])
  // By the application's own form the browser holds our cookies back, and yet it is not asked
  // again.
  town.comesIn = undefined
  const before = await page.context().cookies(town.origin)
  await page.goto(origin)
  await page.getByText('in', { exact: true }).click()
  await page.getByText('inside').waitFor()
  expect(posted.at(-1)?.fields.get('SAMLResponse')).toBeTruthy()
  const named = (cookies: typeof before) =>
    cookies.map(({ name, value }) => `${name}=${value}`).toSorted()
  expect(named(await page.context().cookies(town.origin))).toEqual(named(before))
  await page.close()
  town.comesIn = { person: 'kari' }
})

test('without scripts a press leads on', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'nb-NO' })
  const page = await context.newPage()
  await page.goto(town.origin + byQuery(asking({ origin: town.origin })))
  const count = posted.length
  await page.getByRole('button', { name: 'Gå til Tjeneste' }).click()
  await page.getByText('inside').waitFor()
  expect(posted).toHaveLength(count + 1)
  await context.close()
})
