// What a module of a conformance plan may do: ask as an application asks, by one way of being
// answered, and look at what came. Written against the standards and never against our own code.
import assert from 'node:assert/strict'
import type { OidcTown } from '../town/oidc.ts'
import { browser, secret } from '../town/oidc.ts'

export type Mode = 'query' | 'form_post'
export type Fields = Readonly<Record<string, string>>

export interface Suite {
  readonly town: OidcTown
  /** What was posted to the application behind the browser. */
  readonly heard: readonly string[]
  /** Where the browser was led, or what it was shown, with the answer's own fields. */
  ask(more?: Record<string, string | undefined>, on?: Browser): Promise<Asked>
  /** With the secret of the application, or as it is given. */
  token(fields: Fields, how?: { readonly client?: string; readonly post?: boolean }): Promise<Told>
  redeem(asked: Asked, more?: Fields): Promise<Told>
  get(path: string, options?: RequestInit): Promise<Told>
}

export type Browser = ReturnType<typeof browser>

export interface Asked {
  readonly on: Browser
  readonly came: Fields
  readonly to: URL | undefined
  readonly status: number
  readonly text: string
}

export interface Told {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: Readonly<Record<string, unknown>>
}

export const redirectOf = (id: string): string => `https://${id}.fjordvik.example/callback`
/** RFC 7636, appendix B. */
export const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

export function suiteFor(town: OidcTown, mode: Mode, heard: readonly string[]): Suite {
  const told = async (answer: Response): Promise<Told> => {
    const text = await answer.text()
    const isJson = answer.headers.get('content-type')?.includes('json') === true
    const body: Record<string, unknown> = isJson && text !== '' ? Object(JSON.parse(text)) : {}
    return { status: answer.status, headers: answer.headers, text, body }
  }
  const token: Suite['token'] = async (fields, { client = 'one', post = false } = {}) =>
    told(
      await fetch(`${town.origin}/oidc/token`, {
        method: 'POST',
        headers: post ? {} : { authorization: `Basic ${btoa(`${client}:${secret}`)}` },
        body: new URLSearchParams({
          ...fields,
          ...(post && { client_id: client, client_secret: secret }),
        }),
      }),
    )
  return {
    town,
    heard,
    token,
    async ask(more = {}, on = browser(town.origin)) {
      const query = {
        client_id: 'one',
        response_type: 'code',
        redirect_uri: redirectOf(more['client_id'] ?? 'one'),
        scope: 'openid',
        state: 'stands',
        nonce: 'once',
        code_challenge: challenge,
        code_challenge_method: 'S256',
        ...(mode === 'form_post' && { response_mode: mode }),
        ...more,
      }
      const given = Object.entries(query).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value] as [string, string]],
      )
      const { to, response } = await on.walk(
        `/oidc/authorize?${new URLSearchParams(given).toString()}`,
      )
      const text = await response.text()
      return { on, to, status: response.status, text, came: to ? fieldsOf(to) : formIn(text) }
    },
    redeem: (asked, more = {}) => {
      assert.ok(asked.came['code'], `no code: ${JSON.stringify(asked.came)} ${asked.text}`)
      return token({
        grant_type: 'authorization_code',
        code: asked.came['code'],
        redirect_uri: redirectOf('one'),
        code_verifier: verifier,
        ...more,
      })
    },
    get: async (path, options) => told(await fetch(town.origin + path, options)),
  }
}

const fieldsOf = (to: URL): Fields => Object.fromEntries(to.searchParams)

/** OAuth 2.0 Form Post Response Mode: hidden fields of a form that posts itself. */
const formIn = (text: string): Fields =>
  Object.fromEntries(
    [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  )
