import { expect, test } from 'vitest'
import { encryptContent } from './content.ts'

const bytes = (text: string): Buffer => Buffer.from(text, 'base64url')

test('the first example of RFC 8188 comes out byte for byte', () => {
  const made = encryptContent(
    {
      secret: bytes('yqdlZ-tYemfogSmv7Ws5PQ'),
      salt: bytes('I1BsxtFttlv3u_Oo94xnmw'),
      keyName: Buffer.alloc(0),
      recordBytes: 4096,
    },
    [{ plain: Buffer.from('I am the walrus'), paddingBytes: 0 }],
  )
  expect(made.toString('base64url')).toBe(
    'I1BsxtFttlv3u_Oo94xnmwAAEAAA-NAVub2qFgBEuQKRapoZu-IxkIva3MEB1PD-ly8Thjg',
  )
})

test('the second example of RFC 8188, in two records and with padding, comes out too', () => {
  const made = encryptContent(
    {
      secret: bytes('BO3ZVPxUlnLORbVGMpbT1Q'),
      salt: bytes('uNCkWiNYzKTnBN9ji3-qWA'),
      keyName: Buffer.from('a1'),
      recordBytes: 25,
    },
    [
      { plain: Buffer.from('I am th'), paddingBytes: 1 },
      { plain: Buffer.from('e walrus'), paddingBytes: 0 },
    ],
  )
  expect(made.toString('base64url')).toBe(
    'uNCkWiNYzKTnBN9ji3-qWAAAABkCYTHOG8chz_gnvgOqdGYovxyjuqRyJFjEDyoF1Fvkj6hQPdPHI51OEUKEpgz3SsLWIqS_uA',
  )
})
