// Holds what an organisation may write about itself: what would be read wrong is refused.
import { expect, test } from 'vitest'
import { inventedLogo } from '../../../tools/invented/logo.ts'
import { asKept } from '../../lib/color/logo/picture.ts'
import { organisationShape } from './configuration-shape.ts'
import { lookIn } from './configuration.ts'

const right = {
  id: 'fjordvik',
  domains: ['fjordvik.example'],
  name: 'Fjordvik kommune',
  service: 'Fjordvik',
  color: '#1f5fa8',
}
const withNames = (methods: unknown) => ({ ...right, words: { methods } })

test('methods have names of their own, in one language or in each', () => {
  const read = organisationShape.parse(
    withNames({ push: ' Fjord-appen ', totp: { nb: 'Fjord-koder', en: 'Fjord codes' } }),
  )
  expect(organisationShape.parse(read)).toEqual(read)
  expect(lookIn(read, 'en').methods).toEqual({ push: 'Fjord-appen', totp: 'Fjord codes' })
  expect(lookIn(read, 'nn').methods).toEqual({ push: 'Fjord-appen', totp: 'Fjord-koder' })
  expect(lookIn(organisationShape.parse(right), 'nb').methods).toBeUndefined()
})

test('a logo is a picture, and is drawn as high as our mark or as wide as there is room for', () => {
  const read = organisationShape.parse({ ...right, logo: inventedLogo })
  expect(organisationShape.parse(read)).toEqual(read)
  expect(lookIn(read, 'nb').logo).toMatchObject({ width: 96, height: 32 })
  expect(lookIn(organisationShape.parse(right), 'nb').logo).toBeUndefined()
  const long = asKept(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 32"/>'))
  const look = lookIn(organisationShape.parse({ ...right, logo: long }), 'nb')
  expect(look.logo).toMatchObject({ width: 160, height: 6 })
  for (const wrong of ['logo.svg', 'https://fjordvik.example/logo.svg', asKept(Buffer.from('x'))])
    expect(organisationShape.safeParse({ ...right, logo: wrong }).success, wrong).toBe(false)
})

test('a name that is too long, empty or hides something, or is of another thing, is refused', () => {
  for (const wrong of [
    { push: 'A'.repeat(41) },
    { push: ' ' },
    { push: { nb: '' } },
    { push: 'Fjord\u202Eneppa' },
    { push: 'Fjord\nappen' },
    { push: { de: 'Die App' } },
    { password: 'Hemmelegheita' },
    { pin: 'Lappen' },
  ])
    expect(organisationShape.safeParse(withNames(wrong)).success, JSON.stringify(wrong)).toBe(false)
})
