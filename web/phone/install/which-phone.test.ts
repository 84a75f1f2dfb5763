// What a phone is taken for, by what its browser says.
import { expect, test } from 'vitest'
import { deviceName, hidesShare, isInOtherApp, systemOf } from './which-phone.ts'

const safari = (version: string): string =>
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15',
    `(KHTML, like Gecko) Version/${version} Mobile/15E148 Safari/604.1`,
  ].join(' ')
const android = [
  'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko)',
  'Chrome/150.0.0.0 Mobile Safari/537.36',
].join(' ')
const reduced = android.replace('Pixel 8', 'K').replace('Android 14', 'Android 10')
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Safari/605.1.15'
const linkedIn = safari('18.6').replace(/ Version.*/, ' Mobile/15E148 [LinkedInApp]')
const plainView = safari('18.6').replace(/ Version.*/, ' Mobile/15E148')

const phone = (userAgent: string) => ({ userAgent, touchPoints: 5 })

test('the system is told apart, an iPad that calls itself a Mac too', () => {
  expect([safari('18.6'), android, mac].map((says) => systemOf(phone(says)))).toEqual([
    'ios',
    'android',
    'ios',
  ])
  expect(systemOf({ userAgent: mac, touchPoints: 0 })).toBe('other')
})

test('the Share button is hidden since iOS 26, whatever the system calls itself', () => {
  expect([safari('18.6'), safari('26.0'), safari('27.1'), android].map(hidesShare)).toEqual([
    false,
    true,
    true,
    false,
  ])
})

test('a page inside another app is known, and an app on the Home Screen is none', () => {
  const inside = [linkedIn, plainView, android.replace('Pixel 8', 'Pixel 8; wv')]
  expect(inside.map((says) => isInOtherApp(phone(says), false))).toEqual([true, true, true])
  expect([safari('26.0'), android].map((says) => isInOtherApp(phone(says), false))).toEqual([
    false,
    false,
  ])
  expect(isInOtherApp(phone(plainView), true)).toBe(false)
})

test('a phone has the name that its people know', () => {
  const names = [safari('26.0'), mac, android, reduced].map((says) => deviceName(phone(says)))
  expect(names).toEqual(['iPhone', 'iPad', 'Pixel 8', 'Android'])
  expect(deviceName({ userAgent: mac, touchPoints: 0 })).toBe('')
})
