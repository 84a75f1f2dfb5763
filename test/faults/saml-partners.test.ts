// FLT-FED-1 and FLT-KEY-4 for houses that speak SAML: one that changes its keys, is slow, is away,
// or has the wrong time; and keys that run out. Each is told before, or refused after.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { connectionShape } from '../../src/domain/configuration/connection-shape.ts'
import { writtenPartnerFindings } from '../../src/domain/applying/checking/partner-ends.ts'
import { townDatabase } from '../town/database.ts'
import { townTime, type TownTime } from '../town/moment.ts'
import {
  answered,
  describing,
  issuer,
  openPartner,
  ours,
  outcome,
  signing,
} from '../attacks/saml/partner.ts'

const database = await townDatabase()
const time = townTime(database)
const start = time.now

/** One house, whose clock each test sets back. */
function begins(): TownTime {
  time.now = start
  return time
}

interface Published {
  readonly address: string
  text: string
  /** Takes the question and never answers. */
  isSlow: boolean
  asked: number
}

async function published(): Promise<Published> {
  const server: Server = createServer((_request, response) => {
    page.asked += 1
    if (!page.isSlow) response.end(page.text)
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const page: Published = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/metadata`,
    text: describing([ours.certificate]),
    isSlow: false,
    asked: 0,
  }
  return page
}

test('FLT-FED-1 a key that was changed is believed at once, and strangers make no flood', async () => {
  const page = await published()
  const partner = openPartner(database, { metadata: page.address, time: begins() })
  const one = await partner.asks()
  expect(await outcome(one, answered(one.said))).toBe('said')
  const next = signing()
  page.text = describing([next.certificate])
  const asked = await partner.asks()
  partner.time.pass(31)
  const again = await partner.asks()
  expect(await outcome(again, answered(again.said, 'assertion', { by: next }))).toBe('said')
  expect(page.asked).toBe(2)
  // Thirty answers that nobody has signed, within thirty seconds, are one look at the most.
  const stranger = signing()
  for (let round = 0; round < 30; round += 1)
    expect(await outcome(asked, answered(asked.said, 'assertion', { by: stranger }))).toBe('answer')
  expect(page.asked).toBe(2)
  const old = await partner.asks()
  expect(await outcome(old, answered(old.said))).toBe('answer')
})

test('FLT-FED-1 a house that is away is still known by whoever starts meanwhile, for a week', async () => {
  const page = await published()
  const partner = openPartner(database, { metadata: page.address, time: begins() })
  const one = await partner.asks()
  expect(await outcome(one, answered(one.said))).toBe('said')
  page.isSlow = true
  partner.time.pass(2 * 3600)
  const there = partner.another()
  const asked = await there.asks()
  expect(asked.address.origin).toBe(issuer)
  expect(await outcome(asked, answered(asked.said))).toBe('said')
  partner.time.pass(8 * 24 * 3600)
  expect((await there.asks()).address.href).toBe('about:blank')
}, 30_000)

test('FLT-FED-1 what is somebody else’s, or has run out, is no description', async () => {
  const page = await published()
  for (const text of [
    describing([ours.certificate], ' validUntil="2026-11-22T00:00:00Z"'),
    describing([ours.certificate], '', 'https://other.example'),
    'the page of a proxy',
  ]) {
    page.text = text
    const partner = openPartner(database, {
      metadata: `${page.address}?${text.length}`,
      time: begins(),
    })
    expect((await partner.asks()).address.href).toBe('about:blank')
  }
})

const end = new Date('2027-03-01T00:00:00Z')

test('FLT-KEY-4 the end of a partner’s last key is told 60, 30, 7 and 1 days before', async () => {
  const ending = signing(2048, end.toISOString())
  const connection = (certificates: readonly string[]) =>
    connectionShape.parse({
      id: 'feide',
      name: 'Feide',
      use: 'sign-in',
      protocol: 'saml',
      issuer,
      metadata: describing(certificates),
    })
  const told = async (days: number, ...more: readonly string[]): Promise<string> => {
    const now = new Date(end.getTime() - days * 86_400_000)
    const found = await writtenPartnerFindings([connection([ending.certificate, ...more])], now)
    return found.map(({ place, says }) => `${place} ${says}`).join()
  }
  const says = 'connections «feide».metadata its last certificate'
  expect(await told(61)).toBe('')
  expect(await told(59)).toBe(`${says} runs out on 2027-03-01, in less than 60 days`)
  expect(await told(29)).toBe(`${says} runs out on 2027-03-01, in less than 30 days`)
  expect(await told(6)).toBe(`${says} runs out on 2027-03-01, in less than 7 days`)
  expect(await told(0.5)).toBe(`${says} runs out on 2027-03-01, within a day`)
  expect(await told(-1)).toBe(`${says} ran out on 2027-03-01: nothing is believed`)
  // Another that lasts stands beside it.
  expect(await told(6, ours.certificate)).toBe('')
})

test('FLT-KEY-4 at midnight the old key is refused, and the one beside it is believed', async () => {
  const ending = signing(2048, end.toISOString())
  const metadata = describing([ending.certificate, ours.certificate])
  const partner = openPartner(database, { metadata, time: begins() })
  partner.time.now = new Date(end.getTime() - 1000)
  const before = await partner.asks()
  expect(await outcome(before, answered(before.said, 'both', { by: ending }))).toBe('said')
  partner.time.pass(1)
  for (const [by, came] of [
    [ending, 'answer'],
    [ours, 'said'],
  ] as const) {
    const asked = await partner.asks()
    expect(await outcome(asked, answered(asked.said, 'both', { by }))).toBe(came)
  }
})
