// Where another house posts its answer: from its own site, without a cookie of ours, unread and
// laid aside; and where it reads who we are.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { collectArrival } from '../../src/domain/visits/arrivals.ts'
import { readMetadata } from '../../src/lib/saml/metadata.ts'
import { describing, issuer, ours } from '../attacks/saml/partner.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'

let town: Town
beforeAll(async () => {
  const written = [
    '[[connections]]',
    'id = "fjordvik"',
    'name = "Fjordvik"',
    'use = "sign-in"',
    'protocol = "saml"',
    `issuer = "${issuer}"`,
    `metadata = '''${describing([ours.certificate])}'''`,
  ].join('\n')
  town = await openTown({
    database: await townDatabase(),
    example: 'plain',
    change: (file) => `${file}\n${written}\n`,
  })
})
afterAll(() => town.close())

const posts = (fields: Readonly<Record<string, string>>, id = 'fjordvik'): Promise<Response> =>
  fetch(`${town.origin}/connections/${id}/acs`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: issuer, 'sec-fetch-site': 'cross-site' },
    body: new URLSearchParams(fields),
  })

const state = 'visit.state'

it('leads the browser on with a name for what was posted, which is collected once', async () => {
  const response = 'PHNhbWxwOlJlc3BvbnNlLz4+'.repeat(10_000)
  const came = await posts({ SAMLResponse: response, RelayState: state })
  expect(came.status).toBe(303)
  expect(came.headers.get('set-cookie')).toBeNull()
  const to = new URL(came.headers.get('location') ?? '')
  expect(`${to.origin}${to.pathname}`).toBe(`${town.origin}/connections/fjordvik/callback`)
  expect(to.searchParams.get('state')).toBe(state)
  expect(to.href).not.toContain(response.slice(0, 20))
  const handle = to.searchParams.get('handle') ?? ''
  expect(await collectArrival(town.moment(), 'fjordvik', handle)).toBe(response)
  expect(await collectArrival(town.moment(), 'fjordvik', handle)).toBeUndefined()
})

it('is forgotten after two minutes, and opens for no other connection', async () => {
  const handleOf = async (): Promise<string> => {
    const came = await posts({ SAMLResponse: 'PHg+', RelayState: state })
    return new URL(came.headers.get('location') ?? '').searchParams.get('handle') ?? ''
  }
  const [early, late] = [await handleOf(), await handleOf()]
  expect(await collectArrival(town.moment(), 'feide', early)).toBeUndefined()
  town.pass(121)
  expect(await collectArrival(town.moment(), 'fjordvik', late)).toBeUndefined()
})

it('takes nothing that nobody asked for, nothing too large, and nothing for others', async () => {
  const SAMLResponse = 'PHg+'
  expect((await posts({ SAMLResponse })).status).toBe(400)
  expect((await posts({ SAMLResponse, RelayState: 'https://evil.example/' })).status).toBe(400)
  expect((await posts({ RelayState: state })).status).toBe(400)
  expect((await posts({ SAMLResponse: 'A'.repeat(350_001), RelayState: state })).status).toBe(400)
  expect((await posts({ SAMLResponse: 'A'.repeat(900_000), RelayState: state })).status).toBe(413)
  expect((await posts({ SAMLResponse, RelayState: state }, 'nobody')).status).toBe(404)
})

it('says who we are, signed by the key that it names', async () => {
  const came = await fetch(`${town.origin}/connections/fjordvik/metadata`)
  expect(came.headers.get('content-type')).toContain('application/samlmetadata+xml')
  const text = await came.text()
  const { now } = town.moment()
  const { application } = await readMetadata(text, { now })
  const signed = await readMetadata(text, {
    now,
    entityId: `${town.origin}/connections/fjordvik/metadata`,
    signedBy: application?.signing.slice(0, 1) ?? [],
  })
  expect(signed.application).toMatchObject({
    consumers: [{ address: `${town.origin}/connections/fjordvik/acs`, isDefault: true }],
    signsRequests: true,
    wantsSignedAssertions: true,
  })
  expect([signed.application?.signing.length, signed.application?.encryption.length]).toEqual([
    2, 1,
  ])
  expect((await fetch(`${town.origin}/connections/nobody/metadata`)).status).toBe(404)
})
