// A real identity provider that nobody here wrote (SimpleSAMLphp): somebody signs in at its page in
// Bokmål, and what it posts is understood by us to the last check.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connectionShape } from '../../src/domain/configuration/connection-shape.ts'
import type { ConnectionAsked } from '../../src/domain/moment.ts'
import { namesOf } from '../../src/domain/signing/own-description.ts'
import { openSigningKeys } from '../../src/domain/signing/signing-keys.ts'
import { keepArrival } from '../../src/domain/visits/arrivals.ts'
import { openSaml } from '../../src/outside/saml/saml.ts'
import { townDatabase } from '../town/database.ts'
import { type Feide, hasFeide, startFeide } from './feide/feide.ts'
import { signsInAtFeide } from './feide/page.ts'
import { townTime } from '../town/moment.ts'

if (!hasFeide)
  console.warn(
    'Skipped: SimpleSAMLphp is not on this machine (Debian: simplesamlphp, php8.2-cli …)',
  )

describe.skipIf(!hasFeide)('Feide, as SimpleSAMLphp plays it', () => {
  const password = 'Sommerfugl 2026'
  const kari = { name: 'kari', password }
  let feide: Feide
  let heard: (more?: Partial<ConnectionAsked>) => Promise<unknown>
  let pages: readonly string[] = []

  beforeAll(async () => {
    const database = await townDatabase()
    const time = townTime(database)
    time.now = new Date()
    const moment = () => ({ ...time.moment(), now: new Date() })
    const { audience: entityId, consumer } = namesOf(time.house, 'feide')
    const [key] = await openSigningKeys(moment(), 'saml')
    const certificate = Buffer.from(key?.certificate ?? '').toString('base64')
    feide = await startFeide({
      people: [
        {
          ...kari,
          attributes: {
            eduPersonPrincipalName: 'kari@fjordvik.example',
            displayName: 'Kari Nordmann',
            mail: 'kari@fjordvik.example',
            norEduPersonNIN: '01019000083',
          },
        },
      ],
      applications: [{ entityId, consumer, certificate }],
    })
    const connection = connectionShape.parse({
      id: 'feide',
      name: 'Feide',
      use: 'sign-in',
      protocol: 'saml',
      issuer: feide.issuer,
      metadata: feide.metadata,
    })
    const spoken = openSaml({ internal: ['127.0.0.0/8'], moment })
    let round = 0
    heard = async (more = {}) => {
      round += 1
      const asking: ConnectionAsked = {
        connection,
        returnTo: `${time.house.address.origin}/connections/feide/callback`,
        state: 'visit.state',
        nonce: `nonce ${round}`,
        verifier: 'v'.repeat(43),
        language: 'nb',
        levels: [],
        isAnew: true,
        ...more,
      }
      const address = (await spoken.addressFor(asking)) ?? ''
      const posted = await signsInAtFeide(address, kari)
      pages = posted.pages
      expect(posted).toMatchObject({ to: consumer, state: 'visit.state' })
      const handle = await keepArrival(moment(), 'feide', posted.response)
      const query = new URLSearchParams({ state: posted.state, handle: handle ?? '' }).toString()
      return spoken.hear({ ...asking, query })
    }
  })
  afterAll(() => feide.close())

  test('its page is in Bokmål, and its answer is believed with all that it says', async () => {
    const came = await heard()
    expect(pages[0]).toMatch(/Passord/)
    expect(came).toEqual({
      is: 'said',
      claims: {
        issuer: feide.issuer,
        subject: expect.stringMatching(/^[0-9a-f]{40}$/),
        level: 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password',
        methods: [],
        provenAt: expect.any(Date),
        attributes: expect.objectContaining({
          'urn:oid:1.3.6.1.4.1.5923.1.1.1.6': ['kari@fjordvik.example'],
          eduPersonPrincipalName: ['kari@fjordvik.example'],
          displayName: ['Kari Nordmann'],
          norEduPersonNIN: ['01019000083'],
        }),
      },
    })
  })

  test('the same person is known again by the same name', async () => {
    const [one, other] = [await heard(), await heard()]
    expect(one).toMatchObject({ claims: { subject: expect.any(String) } })
    const subjectOf = (came: unknown): unknown =>
      (came as { claims: { subject: string } }).claims.subject
    expect(subjectOf(other)).toBe(subjectOf(one))
  })
})
