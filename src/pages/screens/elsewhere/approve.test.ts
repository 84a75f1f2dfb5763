// Whoever does not want to copy digits has another way on the very page, whoever they are and
// whatever they have.
import { expect, test } from 'vitest'
import { inventedFrame } from '../../../../tools/invented/frame.ts'
import { drawQr } from '../../../lib/methods/qr.ts'
import type { Approve } from '../../../shapes/phone-screens.ts'
import { drawPage } from '../../page.ts'

const address = 'https://logginn.fjordvik.example/app/#4hJk2mPqR8sT.Zm9yIHlvdXIgZXllcw'
const waiting: Approve = {
  kind: 'approve',
  state: 'waiting',
  phones: ['iPhone'],
  number: '417826',
  address,
  here: address,
  picture: drawQr(address),
  secondsLeft: 100,
  lateIn: 20,
}
const totp = { choice: 'totp', factor: 'totp' }
const passkey = { choice: 'passkey', factor: 'passkey' }
const variants: readonly (readonly [string, Partial<Approve>])[] = [
  ['nothing but the phone', {}],
  ['several phones', { phones: ['iPhone', 'Pixel 8'] }],
  ['a passkey', { others: [passkey] }],
  ['many ways', { others: [totp, passkey, { ...totp, choice: '1' }, { ...totp, choice: '2' }] }],
  ['waited for long', { lateIn: 0, others: [totp] }],
]

test.each(variants)('with %s no digits need to be copied', (_what, more) => {
  const frame = inventedFrame('nb')
  const { html } = drawPage({ screen: { ...waiting, ...more }, frame: { ...frame, may: ['lost'] } })
  // A picture on every device, and a press where the app is on the same one.
  expect(html.match(/<svg\s+class="qr"/g)).toHaveLength(1)
  expect(html.slice(html.indexOf('<body'))).not.toContain('far')
  expect(html).toMatch(/<div class="near">\s*<a class="ds-button" href="[^"]+#/)
  expect(html.includes('value="passkey"')).toBe(JSON.stringify(more).includes('"passkey"'))
  // After a while there is always something else to press.
  const instead = /<p class="instead[^"]*">([^]*?)<\/p>/.exec(html)?.[1] ?? ''
  expect(instead).toMatch(/<button/)
})
