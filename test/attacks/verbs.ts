// The one place that knows which routes the attacks' verbs are: a case speaks of signing in and of
// tokens, so that it outlives any change of addresses.
import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Seen, Visitor } from '../town/visitor.ts'
import type { Invited, Person } from './people.ts'
import { redirectOf, secretOf } from './house-file.ts'

export const places = {
  start: '/',
  help: '/help',
  password: '/password',
  signOut: '/sign-out',
  signOutEverywhere: '/sign-out/everywhere',
  startCode: '/start',
  letter: (token: string) => `/start/${token}`,
  authorize: '/oidc/authorize',
  token: '/oidc/token',
  userinfo: '/oidc/userinfo',
  introspect: '/oidc/introspect',
  revoke: '/oidc/revoke',
  pushed: '/oidc/par',
  keys: '/oidc/jwks',
  logout: '/oidc/logout',
  discovery: '/.well-known/openid-configuration',
} as const

/** Up to the page where the password is asked for. */
export async function name(browser: Visitor, login: string): Promise<Seen> {
  await browser.get(places.start)
  await browser.follow()
  return answerName(browser, login)
}

export async function answerName(browser: Visitor, login: string): Promise<Seen> {
  await browser.answer({ name: login })
  return browser.follow()
}

export async function signIn(
  browser: Visitor,
  person: Pick<Person, 'login' | 'password'>,
  more: Record<string, string> = {},
): Promise<Seen> {
  await name(browser, person.login)
  return browser.answer({ password: person.password, ...more })
}

const startPage = z.object({ person: z.object({ login: z.string() }) })

/** Who the house says it is that stands before it; nobody where it asks. */
export async function whoIsIn(browser: Visitor): Promise<string | undefined> {
  const seen = await browser.get(places.start)
  if (seen.to !== undefined || seen.status !== 200) return undefined
  return startPage.parse(JSON.parse(seen.text)).person.login
}

/** Press the letter's button with the PIN: the page that asks for the new password. */
export async function openLetter(
  browser: Visitor,
  letter: Pick<Invited, 'token' | 'pin'>,
): Promise<Seen> {
  await browser.get(places.letter(letter.token))
  await browser.answer({ code: letter.pin })
  return browser.last.to === undefined ? browser.last : browser.follow()
}

export async function activate(browser: Visitor, carol: Invited): Promise<Seen> {
  await openLetter(browser, carol)
  await browser.answer({ password: carol.password })
  await browser.follow()
  return browser.answer({})
}

/** Up to the page that asks for the new password. */
export async function proveForChange(browser: Visitor, person: Person): Promise<Seen> {
  await browser.get(places.password)
  await browser.follow()
  if (browser.last.screen?.['kind'] === 'who') await answerName(browser, person.login)
  await browser.answer({ password: person.password })
  return browser.follow()
}

export async function changePassword(
  browser: Visitor,
  person: Person,
  next: string,
): Promise<Seen> {
  await proveForChange(browser, person)
  return browser.answer({ password: next })
}

export async function signOut(browser: Visitor, everywhere = false): Promise<Seen> {
  await browser.get(places.signOut)
  return browser.answer({ choice: everywhere ? 'everywhere' : 'here' })
}

export interface Authorizing {
  readonly application: string
  readonly verifier: string
  readonly parameters: Record<string, string>
}

const challengeOf = (verifier: string): string =>
  createHash('sha256').update(verifier).digest('base64url')

export function authorizing(application: string, more: Record<string, string> = {}): Authorizing {
  const verifier = randomBytes(32).toString('base64url')
  return {
    application,
    verifier,
    parameters: {
      client_id: application,
      redirect_uri: redirectOf(application),
      response_type: 'code',
      scope: 'openid profile',
      code_challenge: challengeOf(verifier),
      code_challenge_method: 'S256',
      state: 'stands',
      nonce: 'once',
      ...more,
    },
  }
}

/** Where the browser ends: back at the application, or on a page of the house. */
export async function authorize(browser: Visitor, asked: Authorizing): Promise<Seen> {
  await browser.get(`${places.authorize}?${new URLSearchParams(asked.parameters).toString()}`)
  return browser.follow()
}

/** Goes to an application and signs in on the way. */
export async function authorizeAs(
  browser: Visitor,
  asked: Authorizing,
  person: Person,
): Promise<Seen> {
  await authorize(browser, asked)
  if (browser.last.screen?.['kind'] === 'who') await answerName(browser, person.login)
  if (browser.last.screen?.['kind'] !== 'password') return browser.last
  await browser.answer({ password: person.password })
  return browser.follow()
}

/** The code that stands in the address the application is called back with. */
export const codeOf = (seen: Seen): string | undefined => {
  const to = seen.location ?? seen.to
  return to === undefined ? undefined : (URL.parse(to)?.searchParams.get('code') ?? undefined)
}

export const errorOf = (seen: Seen): string | undefined => {
  const to = seen.location ?? seen.to
  return to === undefined ? undefined : (URL.parse(to)?.searchParams.get('error') ?? undefined)
}

export const basic = (application: string, secret = secretOf(application)): string =>
  `Basic ${btoa(`${application}:${secret}`)}`

const tokensShape = z.object({
  access_token: z.string(),
  id_token: z.string().optional(),
  refresh_token: z.string().optional(),
})
export type Tokens = z.output<typeof tokensShape>

export const tokensIn = (seen: Seen): Tokens => tokensShape.parse(JSON.parse(seen.text))

/** What an application posts with its secret. */
export const callAs = (
  machine: Visitor,
  application: string,
  path: string,
  fields: Record<string, string>,
): Promise<Seen> => machine.post(path, fields, { authorization: basic(application) })

export const redeem = (
  machine: Visitor,
  asked: Authorizing,
  code: string,
  more: Record<string, string> = {},
): Promise<Seen> =>
  callAs(machine, asked.application, places.token, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: asked.parameters['redirect_uri'] ?? '',
    code_verifier: asked.verifier,
    ...more,
  })

export const refresh = (machine: Visitor, application: string, token: string): Promise<Seen> =>
  callAs(machine, application, places.token, { grant_type: 'refresh_token', refresh_token: token })

export const userinfo = (machine: Visitor, token: string): Promise<Seen> =>
  machine.get(places.userinfo, { authorization: `Bearer ${token}` })
