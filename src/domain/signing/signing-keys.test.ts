import { X509Certificate } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { townDatabase } from '../../../test/town/database.ts'
import { townTime, type TownTime } from '../../../test/town/moment.ts'
import { openKeyring } from '../../lib/seal.ts'
import type { Database } from '../../store/database.ts'
import {
  openSigningKeys,
  refuseForeignKey,
  retireSigningKey,
  rotateSigningKeys,
} from './signing-keys.ts'

let database: Database
let time: TownTime
beforeAll(async () => {
  database = await townDatabase()
})
beforeEach(async () => {
  await database.send('', 'delete from signing_keys', [])
  time = townTime(database)
})

const statesOf = async (algorithm = 'ES256') =>
  (await openSigningKeys(time.moment()))
    .filter((key) => key.algorithm === algorithm)
    .map((key) => [key.state, key.kid] as const)

describe('signing keys', () => {
  test('are made at the first start, one that signs and one that will, once for two nodes', async () => {
    await Promise.all([openSigningKeys(time.moment()), openSigningKeys(time.moment())])
    for (const algorithm of ['ES256', 'RS256']) {
      expect((await statesOf(algorithm)).map(([state]) => state)).toEqual(['current', 'next'])
    }
  })

  test('stand sealed, and do not open in another row', async () => {
    const [first] = await openSigningKeys(time.moment())
    const { rows } = await database.send<{ line: string }>(
      '',
      `select row_to_json(k)::text || encode(private_sealed, 'escape') as line from signing_keys k`,
      [],
    )
    expect(rows.map((row) => row.line).join('')).not.toContain(String(first?.privateJwk['d']))
    await database.send(
      '',
      `update signing_keys set private_sealed =
         (select private_sealed from signing_keys where kid <> $1 limit 1)
       where kid = $1`,
      [first?.kid],
    )
    await expect(openSigningKeys(time.moment())).rejects.toThrow()
  })

  test('tell that the master key is another one, before anything is sealed with it', async () => {
    await refuseForeignKey(time.moment())
    await openSigningKeys(time.moment())
    await refuseForeignKey(time.moment())
    const other = townTime(database, { keys: openKeyring(Buffer.alloc(32, 9)) })
    await expect(refuseForeignKey(other.moment())).rejects.toThrow(/PORTVAKT_MASTER_KEY/)
  })

  test('are published a day before they sign, and go on verifying afterwards', async () => {
    const before = await statesOf()
    expect(await rotateSigningKeys(time.moment())).toMatchObject({ is: 'too early' })
    expect(await statesOf()).toEqual(before)
    time.pass(24 * 3600 + 1)
    expect(await rotateSigningKeys(time.moment())).toMatchObject({ is: 'rotated' })
    const after = await statesOf()
    expect(after.map(([state]) => state)).toEqual(['current', 'previous', 'next'])
    expect(after[0]?.[1]).toBe(before[1]?.[1])
    expect(after[1]?.[1]).toBe(before[0]?.[1])
    time.pass(31 * 24 * 3600)
    expect((await statesOf()).map(([state]) => state)).toEqual(['current', 'next'])
  })

  test('that may be known to others are gone at once, and another signs', async () => {
    const [current, next] = await statesOf()
    expect(await retireSigningKey(time.moment(), current?.[1] ?? '')).toBe('retired')
    const after = await statesOf()
    expect(after.map(([, kid]) => kid)).not.toContain(current?.[1])
    expect(after[0]).toEqual(['current', next?.[1]])
    expect(after).toHaveLength(2)
    expect(await retireSigningKey(time.moment(), 'unknown')).toBe('unknown')
    const { rows } = await database.send('', `select 1 from events where kind = 'key.retired'`, [])
    expect(rows).toHaveLength(1)
  })
})

describe('keys for SAML', () => {
  const saml = () => openSigningKeys(time.moment(), 'saml')

  test('stand in certificates that stay as they were made, apart from those of tokens', async () => {
    const [current, next] = await saml()
    expect([current?.state, next?.state]).toEqual(['current', 'next'])
    const certificate = new X509Certificate(current?.certificate ?? Buffer.alloc(0))
    expect(certificate.publicKey.export({ format: 'jwk' })['n']).toBe(current?.publicJwk['n'])
    expect(Buffer.from((await saml())[0]?.certificate ?? '').equals(certificate.raw)).toBe(true)
    expect((await openSigningKeys(time.moment())).some(({ kid }) => kid === current?.kid)).toBe(
      false,
    )
  })

  test('are turned by themselves, and one that leaked is gone at once', async () => {
    const tokens = await statesOf()
    const [first, second] = await saml()
    time.pass(25 * 3600)
    expect((await rotateSigningKeys(time.moment(), 'saml')).is).toBe('rotated')
    expect((await saml()).map(({ kid, state }) => [kid, state]).slice(0, 2)).toEqual([
      [second?.kid, 'current'],
      [first?.kid, 'previous'],
    ])
    expect(await statesOf()).toEqual(tokens)
    await retireSigningKey(time.moment(), second?.kid ?? '')
    const left = await saml()
    expect(left.map(({ state }) => state)).toEqual(['current', 'previous', 'next'])
    expect(left.every(({ certificate }) => certificate)).toBe(true)
  })
})
