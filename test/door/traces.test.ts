// What happens beside the pages leaves its trace too: tokens taken back, applications told, keys
// turned, the epoch raised.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { raiseEpoch } from '../../src/domain/events/epoch.ts'
import { rotateSigningKeys } from '../../src/domain/signing/signing-keys.ts'
import type { Database } from '../../src/store/database.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import { visitor, type Visitor } from '../town/visitor.ts'

const ola = 'ola.nordmann@fjordvik.example'
const known = 'havregrøt og rømme 12'
const secret = 'demo-secret-of-the-mail-application-0001'
const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

let database: Database
let town: Town
beforeAll(async () => {
  database = await townDatabase()
  town = await openTown({ database, example: 'plain' })
  await town.knows(ola, known)
})
afterAll(() => town.close())

const happened = async (kind: string): Promise<boolean> => {
  const { rows } = await database.send('', 'select 1 from events where kind = $1', [kind])
  return rows.length > 0
}

const callback = (): string => `${town.applications[0]?.address}callback`

/** Ola in a browser of his own, and what the mail application got of it. */
async function signedIn(): Promise<{ who: Visitor; refresh: string }> {
  const who = visitor(town.origin)
  const asked = new URLSearchParams({
    client_id: 'epost',
    response_type: 'code',
    redirect_uri: callback(),
    scope: 'openid offline_access',
    code_challenge: challenge,
    code_challenge_method: 'S256',
  })
  await who.get(`/oidc/authorize?${asked.toString()}`)
  await who.follow()
  await who.answer({ name: ola })
  await who.follow()
  await who.answer({ password: known })
  await who.follow()
  const code = new URL(who.last.location ?? '').searchParams.get('code') ?? ''
  const tokens = await call('token', {
    grant_type: 'authorization_code',
    code,
    redirect_uri: callback(),
    code_verifier: verifier,
  })
  const refresh = tokens.body['refresh_token']
  return { who, refresh: typeof refresh === 'string' ? refresh : '' }
}

async function call(path: string, form: Record<string, string>) {
  const response = await fetch(`${town.origin}/oidc/${path}`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`epost:${secret}`)}` },
    body: new URLSearchParams(form),
  })
  const text = await response.text()
  const body: Record<string, unknown> = text === '' ? {} : JSON.parse(text)
  return { status: response.status, body }
}

const turn = (refresh: string) =>
  call('token', { grant_type: 'refresh_token', refresh_token: refresh })

describe('a trace is left', () => {
  it('when an application gives its tokens back, and they are dead', async () => {
    const { refresh } = await signedIn()
    await call('revoke', { token: refresh })
    expect(await happened('tokens.revoked')).toBe(true)
    expect((await turn(refresh)).status).toBe(400)
  })

  it('when applications are told that a person has gone out', async () => {
    const { who } = await signedIn()
    await who.get('/sign-out')
    await who.answer({ choice: 'here' })
    await vi.waitFor(async () => expect(await happened('logout.told')).toBe(true), {
      timeout: 10_000,
    })
  })

  it('when a signing key takes over from another', async () => {
    town.pass(40 * 86_400)
    expect((await rotateSigningKeys(town.moment())).is).toBe('rotated')
    expect(await happened('key.rotated')).toBe(true)
  })

  it('when the epoch is raised, and everything older is dead on every node (R-12)', async () => {
    const { who, refresh } = await signedIn()
    expect((await who.get('/')).text).toContain(ola)
    await raiseEpoch(town.moment(), 'restored from yesterday')
    expect(await happened('epoch.raised')).toBe(true)
    await vi.waitFor(async () => expect((await who.get('/')).text).not.toContain(ola), {
      timeout: 10_000,
    })
    expect((await turn(refresh)).status).toBe(400)
  })
})
