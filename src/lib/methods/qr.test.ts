import fc from 'fast-check'
import { decodeQR } from 'qr/decode.js'
import { expect, test } from 'vitest'
import { drawQr, type QrDrawing } from './qr.ts'
import { makeKey, otpauthAddress } from './totp.ts'

const modulePixels = 4

/** The path painted as a browser would, and looked at as a camera would. */
function look({ size, path }: QrDrawing): string {
  const side = size * modulePixels
  const data = new Uint8Array(side * side * 4).fill(255)
  for (const stroke of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    const [x = 0, y = 0, width = 0] = stroke.slice(1).map((each) => Number(each) * modulePixels)
    for (let row = y; row < y + modulePixels; row++)
      for (let column = x; column < x + width; column++)
        data.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3)
  }
  return decodeQR({ width: side, height: side, data }, { timeLimit: 10_000 })
}

test('a camera reads from it the address of a code app', () => {
  const address = otpauthAddress({
    issuer: 'Fjordvik universitet',
    account: 'kari.nordmann@fjordvik.example',
    key: makeKey(),
  })
  expect(look(drawQr(address))).toBe(address)
})

test('a camera reads the longest names that anybody has', () => {
  const address = otpauthAddress({
    issuer: 'Øvre Fjordvik høgskole for blåbærforskning og åkerbruk '.repeat(2),
    account: `${'kari.nordmann.'.repeat(8)}@ansatt.øvre-fjordvik.example`,
    key: makeKey(64),
    shape: { hash: 'sha512', digits: 8, stepSeconds: 60 },
  })
  expect(address.length).toBeGreaterThan(500)
  expect(look(drawQr(address))).toBe(address)
})

test('any text is read as it was drawn', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 300 }), (text) => {
      expect(look(drawQr(text))).toBe(text)
    }),
    { numRuns: 25 },
  )
})

test('the frame around it is empty, and every stroke lies inside', () => {
  const { size, path } = drawQr('otpauth://totp/a:b?secret=GEZDGNBVGY3TQOJQ')
  const strokes = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)].map((each) =>
    each.slice(1).map(Number),
  )
  expect(strokes.map(([x, y, width]) => `M${x} ${y}h${width}v1h-${width}z`).join('')).toBe(path)
  for (const [x = 0, y = 0, width = 0] of strokes) {
    expect(Math.min(x, y)).toBeGreaterThanOrEqual(4)
    expect(Math.max(x + width, y + 1)).toBeLessThanOrEqual(size - 4)
  }
  expect(Math.min(...strokes.map(([x = 0]) => x))).toBe(4)
})

test('what no QR code can hold is a fault', () => {
  expect(() => drawQr('a'.repeat(2400))).toThrow()
})
