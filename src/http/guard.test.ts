import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { readRange } from '../lib/ip-range.ts'
import { clientAddress, guardFor } from './guard.ts'
import { languageOf } from './here.ts'

const proxies = ['10.0.0.0/8', 'fd00::/8'].flatMap((range) => readRange(range) ?? [])

function request(peer: string, headers: Record<string, string>): IncomingMessage {
  const socket = new Socket()
  Object.defineProperty(socket, 'remoteAddress', { value: peer })
  const made = new IncomingMessage(socket)
  Object.assign(made.headers, headers)
  return made
}

describe('the client’s address (ATK-NET-01)', () => {
  const from = (peer: string, hops?: string) =>
    clientAddress(request(peer, hops === undefined ? {} : { 'x-forwarded-for': hops }), proxies)

  it('is the rightmost hop that is not one of our proxies', () => {
    expect(from('10.0.0.1', '84.208.1.2')).toBe('84.208.1.2')
    expect(from('10.0.0.1', '10.9.9.9, 84.208.1.2, 10.0.0.7')).toBe('84.208.1.2')
    expect(from('::ffff:10.0.0.1', '84.208.1.2')).toBe('84.208.1.2')
  })

  it('is the peer when the peer is no proxy of ours, whatever it writes', () => {
    expect(from('84.208.1.2', '10.0.0.5')).toBe('84.208.1.2')
    expect(from('84.208.1.2')).toBe('84.208.1.2')
  })

  it('trusts nothing to the left of what cannot be read', () => {
    expect(from('10.0.0.1', '10.0.0.5, unknown')).toBe('10.0.0.1')
    expect(from('10.0.0.1', '10.0.0.5, 84.208.1.2:443')).toBe('10.0.0.1')
    expect(from('10.0.0.1', Array.from({ length: 900 }, () => '10.0.0.5').join(','))).toBe(
      '10.0.0.1',
    )
  })
})

describe('the guard', () => {
  const guard = guardFor(new URL('https://logginn.fjordvik.example'), proxies)

  it('refuses a foreign Host and leaves no forwarded header behind', () => {
    const honest = request('10.0.0.1', {
      host: 'logginn.fjordvik.example',
      'x-forwarded-for': '84.208.1.2',
      'x-forwarded-host': 'evil.example',
      'x-user-id': 'admin',
    })
    expect(guard.admit(honest)).toBe('84.208.1.2')
    expect(Object.keys(honest.headers)).toEqual(['host'])
    const port = request('10.0.0.1', { host: 'logginn.fjordvik.example:443' })
    expect(guard.admit(port)).toBe('10.0.0.1')
    const ours = 'logginn.fjordvik.example'
    for (const host of ['evil.example', `${ours}:8443`, `${ours}.evil.example`, '']) {
      expect(() => guard.admit(request('10.0.0.1', { host }))).toThrow('wrong-host')
    }
    // A whole address in the first line is the host, whatever Host says (RFC 9112 3.2.2).
    const whole = (url: string) => Object.assign(request('10.0.0.1', { host: ours }), { url })
    expect(guard.admit(whole(`https://${ours}/visit/a`))).toBe('10.0.0.1')
    for (const url of ['https://evil.example/visit/a', `https://${ours}.evil.example/`, 'x:/a'])
      expect(() => guard.admit(whole(url))).toThrow('wrong-host')
  })
})

describe('the guard of the app’s own origin', () => {
  const [main, phone] = [
    'https://logginn.fjordvik.example',
    'https://telefon.fjordvik.example',
  ].map((at) => guardFor(new URL(at), proxies))

  it('is asked by its own name, and neither lets in who asks for the other', () => {
    const asked = (host: string, url = '/app/') =>
      Object.assign(request('10.0.0.1', { host }), { url })
    const forPhone = asked('Telefon.Fjordvik.example:443')
    expect([phone?.isFor(forPhone), main?.isFor(forPhone)]).toEqual([true, false])
    expect(phone?.admit(forPhone)).toBe('10.0.0.1')
    expect(() => main?.admit(asked('telefon.fjordvik.example'))).toThrow('wrong-host')
    expect(() => phone?.admit(asked('logginn.fjordvik.example'))).toThrow('wrong-host')
    const twoTongued = asked('telefon.fjordvik.example', 'https://logginn.fjordvik.example/app/')
    expect(phone?.isFor(twoTongued)).toBe(true)
    expect(() => phone?.admit(twoTongued)).toThrow('wrong-host')
    expect(phone?.isFor(request('10.0.0.1', {}))).toBe(false)
  })
})

describe('the language of a browser', () => {
  it('is the first one asked for that the house has', () => {
    expect(languageOf('de-DE,nn;q=0.9,en;q=0.8')).toBe('nn')
    expect(languageOf('no,en')).toBe('nb')
    expect(languageOf('en-GB')).toBe('en')
  })

  it('is Bokmål when nothing is asked for', () => {
    expect(languageOf(undefined)).toBe('nb')
    expect(languageOf('zh, *')).toBe('nb')
  })
})
