import { expect, test } from 'vitest'
import { isPushAddress, isPushHost, knownPushHosts } from './push-address.ts'

test.each([
  'https://fcm.googleapis.com/fcm/send/abc:DEF',
  'https://fcm.googleapis.com:443/fcm/send/abc',
  'https://updates.push.services.mozilla.com/wpush/v2/abc',
  'https://web.push.apple.com/QABC',
  'https://wns2-par02p.notify.windows.com/w/?token=abc%2b',
])('%s is where a phone may be rung', (address) => {
  expect(isPushAddress(address, knownPushHosts)).toBe(true)
})

test.each([
  ['plain', 'http://fcm.googleapis.com/fcm/send/abc'],
  ['at another port', 'https://fcm.googleapis.com:8443/fcm/send/abc'],
  ['with a name', 'https://kari@fcm.googleapis.com/'],
  ['with a password', 'https://:ola@fcm.googleapis.com/'],
  ['where the host is a name', 'https://fcm.googleapis.com@10.0.0.1/'],
  ['at a host that ends alike', 'https://evilfcm.googleapis.com/'],
  ['at a host that begins alike', 'https://fcm.googleapis.com.example/'],
  ['beside a whole domain', 'https://xpush.apple.com/'],
  ['at the domain itself', 'https://push.apple.com/'],
  ['with a dot at the end', 'https://fcm.googleapis.com./'],
  ['at an address', 'https://10.0.0.1/fcm.googleapis.com'],
  ['at this machine', 'https://localhost/'],
  ['of a file', 'file:///etc/passwd'],
  ['with a fragment', 'https://fcm.googleapis.com/#abc'],
  ['too long', `https://fcm.googleapis.com/${'x'.repeat(2000)}`],
  ['no address', 'fcm.googleapis.com'],
  ['empty', ''],
])('an address %s is not', (_what, address) => {
  expect(isPushAddress(address, knownPushHosts)).toBe(false)
})

test('a push service of one’s own is named with its whole origin, and is nothing besides', () => {
  const hosts = ['http://push.fjordvik.example:8090']
  expect(isPushAddress('http://push.fjordvik.example:8090/kari', hosts)).toBe(true)
  for (const address of [
    'http://push.fjordvik.example:8091/kari',
    'https://push.fjordvik.example:8090/kari',
    'http://ola@push.fjordvik.example:8090/',
    'https://fcm.googleapis.com/fcm/send/abc',
  ])
    expect(isPushAddress(address, hosts)).toBe(false)
})

test('what is written for a host is one', () => {
  for (const host of [...knownPushHosts, 'https://push.example', 'http://127.0.0.1:8090'])
    expect([host, isPushHost(host)]).toEqual([host, true])
  for (const host of [
    '*',
    '*.',
    'com',
    'https://push.example/',
    'https://push.example:443',
    'ftp://push.example',
    'a b.no',
  ])
    expect([host, isPushHost(host)]).toEqual([host, false])
})
