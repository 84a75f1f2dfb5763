import { describe, expect, test } from 'vitest'
import { applicationShape } from '../applications.ts'

const secret = 'a-secret-of-256-bits-made-by-a-machine-for-tests'
const reading = (oidc: object) =>
  applicationShape.safeParse({ id: 'post', name: 'E-post', everyone: true, oidc })

describe('an application', () => {
  test('never keeps its secret, and reads the same when it is read again', () => {
    const first = reading({ redirects: ['https://post.fjordvik.example/callback'], secret })
    expect(first.success).toBe(true)
    expect(JSON.stringify(first.data)).not.toContain(secret)
    expect(applicationShape.parse(first.data)).toEqual(first.data)
  })

  test.each([
    'https://*.fjordvik.example/callback',
    'https://post.fjordvik.example/callback#part',
    'http://post.fjordvik.example/callback',
    'javascript:alert(1)',
    'data:text/html,hello',
    'https://post.fjordvik.example/../callback',
    'https://post.fjordvik.example/%2e%2e/callback',
    'https://kari@post.fjordvik.example/callback',
    'https://POST.fjordvik.example/callback',
    'https://post.fjordvik.example:443/callback',
    'https://post.fjordvik.example\\callback',
    'no.fjordvik.app:/callback',
    '//post.fjordvik.example/callback',
    '',
  ])('cannot be given the return address «%s»', (address) => {
    expect(reading({ redirects: [address], secret }).success).toBe(false)
  })

  test('that is installed may own a scheme, but not a common one', () => {
    const installed = (address: string) =>
      reading({ kind: 'native', public: true, redirects: [address] }).success
    expect(installed('no.fjordvik.app:/callback')).toBe(true)
    expect(installed('http://127.0.0.1/callback')).toBe(true)
    expect(installed('mail:/callback')).toBe(false)
    expect(installed('javascript:/alert')).toBe(false)
  })

  test('proves itself in exactly one way', () => {
    const redirects = ['https://post.fjordvik.example/callback']
    expect(reading({ redirects }).success).toBe(false)
    expect(reading({ redirects, secret, public: true }).success).toBe(false)
    expect(reading({ redirects, secret: 'short' }).success).toBe(false)
    expect(
      reading({ redirects, public: true, grants: ['code', 'client-credentials'] }).success,
    ).toBe(false)
  })
})
