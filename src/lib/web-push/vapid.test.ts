import { jwtVerify } from 'jose'
import { expect, test } from 'vitest'
import { openKeyring } from '../seal.ts'
import { ringPairOf } from './ring-pair.ts'
import { introduce } from './vapid.ts'

const pairOf = (byte: number) => ringPairOf(openKeyring(Buffer.alloc(32, byte)).keyFor('web-push'))

/** The point of a public key, as jose takes it. */
function publicJwk(point: string) {
  const bytes = Buffer.from(point, 'base64url')
  const [x, y] = [bytes.subarray(1, 33), bytes.subarray(33)]
  return {
    kty: 'EC',
    crv: 'P-256',
    x: x.toString('base64url'),
    y: y.toString('base64url'),
  }
}

function parts(header: string): { token: string; point: string } {
  const [, token = '', point = ''] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(header) ?? []
  return { token, point }
}

const until = new Date('2016-01-23T04:36:08Z')
const claims = {
  audience: 'https://push.example.net',
  until,
  contact: 'mailto:push@example.com',
}

/** RFC 8292, 2.4. */
const example = parts(
  'vapid t=eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHA' +
    'iOjE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlM' +
    'uCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA, k=BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3M' +
    'rAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs',
)

const verified = ({ token, point }: { token: string; point: string }) =>
  jwtVerify(token, publicJwk(point), {
    algorithms: ['ES256'],
    audience: 'https://push.example.net',
    currentDate: new Date(until.getTime() - 1000),
  })

test('what is signed is the example of RFC 8292, byte for byte', () => {
  const { token } = parts(introduce(pairOf(1), claims))
  const signed = (jwt: string): string => jwt.slice(0, jwt.lastIndexOf('.'))
  expect(signed(token)).toBe(signed(example.token))
})

test('the token is good by the key beside it, as the example is, and by no other', async () => {
  const ours = parts(introduce(pairOf(1), claims))
  for (const each of [example, ours])
    expect((await verified(each)).payload).toEqual({
      aud: claims.audience,
      exp: 1453523768,
      sub: claims.contact,
    })
  const { publicKey } = pairOf(2)
  await expect(verified({ ...ours, point: publicKey })).rejects.toThrow('signature')
})

test('the key follows from the key of the house alone, and is a point of the curve', () => {
  const { publicKey } = pairOf(1)
  const again = openKeyring(Buffer.alloc(32, 1))
  expect(ringPairOf(again.keyFor('web-push')).publicKey).toBe(publicKey)
  expect(ringPairOf(again.keyFor('forms')).publicKey).not.toBe(publicKey)
  expect(pairOf(2).publicKey).not.toBe(publicKey)
  const bytes = Buffer.from(publicKey, 'base64url')
  expect([bytes.length, bytes[0]]).toEqual([65, 4])
})
