// Holds what an organisation may write about itself: what would be read wrong is refused.
import { expect, test } from 'vitest'
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
