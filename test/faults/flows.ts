// The walks that faults happen in, as a person does them, with what the house has confirmed on the
// way: an answer that has led on is a promise.
import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Seen, Visitor, Way } from '../town/visitor.ts'
import { application, password, redirect, secret } from './people.ts'
import { publicAddress } from './served.ts'

export interface Person {
  readonly id: string
  readonly login: string
}

/** What the house has said is so. */
export type Confirmed = Set<'opened' | 'proven' | 'password' | 'in' | 'tokens'>

/** Leads on: 200 with where to, or the next question. Anything else is no confirmation. */
function leadsOn(seen: Seen): void {
  if (seen.status !== 200 || seen.problem)
    throw new NotLed(`${seen.path} answered ${seen.status}: ${seen.text}`)
}
class NotLed extends Error {}

async function answer(browser: Visitor, fields: Record<string, string>): Promise<void> {
  leadsOn(await browser.answer(fields))
}

async function sees(browser: Visitor, kind: string): Promise<void> {
  const seen = await browser.follow()
  leadsOn(seen)
  if (seen.screen?.['kind'] !== kind) throw new NotLed(`${kind} was expected: ${seen.text}`)
}

const startPage = z.object({ person: z.object({ login: z.string() }) })

export async function isIn(browser: Visitor, { login }: Person): Promise<boolean> {
  const seen = await browser.get('/')
  const read = startPage.safeParse(JSON.parse(seen.text))
  return read.success && read.data.person.login === login
}

export interface Invited extends Person {
  readonly token: string
  readonly pin: string
}

export async function activate(
  browser: Visitor,
  carol: Invited,
  confirmed: Confirmed = new Set(),
): Promise<void> {
  leadsOn(await browser.get(`/start/${carol.token}`))
  await answer(browser, {})
  confirmed.add('opened')
  await sees(browser, 'enter-code')
  await answer(browser, { code: carol.pin })
  confirmed.add('proven')
  await sees(browser, 'new-password')
  await answer(browser, { password })
  confirmed.add('password')
  await sees(browser, 'summary')
  await answer(browser, {})
  confirmed.add('in')
  if (!(await isIn(browser, carol))) throw new NotLed('Nobody is in after activation')
}

export async function signIn(browser: Visitor, person: Person, typed = password): Promise<void> {
  await browser.get('/')
  await sees(browser, 'who')
  await giveName(browser, person, typed)
  if (!(await isIn(browser, person))) throw new NotLed('Nobody is in after signing in')
}

async function giveName(browser: Visitor, person: Person, typed: string): Promise<void> {
  await answer(browser, { name: person.login })
  await sees(browser, 'password')
  await answer(browser, { password: typed })
}

export const nextPassword = 'nøtter og rosiner 34'

/** From a browser where nobody is in: name, the old one, the new one. */
export async function changePassword(
  browser: Visitor,
  person: Person,
  confirmed: Confirmed = new Set(),
): Promise<void> {
  await browser.get('/password')
  await sees(browser, 'who')
  await giveName(browser, person, password)
  confirmed.add('proven')
  await sees(browser, 'new-password')
  await answer(browser, { password: nextPassword })
  confirmed.add('password')
}

export interface Redeeming {
  readonly code: string
  readonly verifier: string
}

/** From an application's redirect to a code that it can redeem. */
export async function askForCode(
  browser: Visitor,
  person: Person,
  confirmed: Confirmed = new Set(),
): Promise<Redeeming> {
  const verifier = randomBytes(32).toString('base64url')
  const seen = await browser.get(
    `/oidc/authorize?${new URLSearchParams({
      client_id: application,
      response_type: 'code',
      redirect_uri: redirect,
      scope: 'openid offline_access',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    }).toString()}`,
    { accept: 'text/html' },
  )
  if (seen.status !== 303) throw new NotLed(`${seen.path} answered ${seen.status}: ${seen.text}`)
  await sees(browser, 'who')
  await giveName(browser, person, password)
  confirmed.add('in')
  const back = await browser.get(browser.last.to ?? '', { accept: 'text/html' })
  const code = URL.parse(back.location ?? '')?.searchParams.get('code')
  if (!code) throw new NotLed(`No code came back: ${back.status} ${back.text}`)
  return { code, verifier }
}

const tokensShape = z.object({ refresh_token: z.string(), id_token: z.string() })

export interface Told {
  readonly status: number
  readonly text: string
  readonly retryAfter: string | null
}

/** What an application posts: no cookies, no origin. */
async function callAs(way: Way, address: string, fields: Record<string, string>): Promise<Told> {
  const answer = await way(new URL('/oidc/token', address), {
    method: 'POST',
    headers: new Headers({ authorization: `Basic ${btoa(`${application}:${secret}`)}` }),
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })
  const retryAfter = answer.headers.get('retry-after')
  return { status: answer.status, text: await answer.text(), retryAfter }
}

/** What an application does with the code; the answer as it came. */
export const redeem = (way: Way, { code, verifier }: Redeeming, address = publicAddress) =>
  callAs(way, address, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirect,
    code_verifier: verifier,
  })

export const refresh = (way: Way, token: string, address = publicAddress) =>
  callAs(way, address, { grant_type: 'refresh_token', refresh_token: token })

export function tokensIn({ status, text }: Told): z.output<typeof tokensShape> {
  if (status !== 200) throw new NotLed(`The tokens were answered ${status}: ${text}`)
  return tokensShape.parse(JSON.parse(text))
}
