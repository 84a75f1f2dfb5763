// Our whole house in a process of its own, as it stands in production: its own PostgreSQL, durable,
// with one application and as many signed-in people as there are families of refresh tokens.
import { createHash, randomBytes } from 'node:crypto'
import { applyConfiguration } from '../../src/domain/applying/apply-configuration.ts'
import { readHouseFile } from '../../src/domain/applying/house-file.ts'
import { factors } from '../../src/factors/index.ts'
import { secretHash } from '../../src/domain/sessions/sessions.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { openDoor } from '../../src/main.ts'
import { readSettings } from '../../src/settings.ts'
import type { Database } from '../../src/store/database.ts'
import { openStore } from '../../src/store/server/open-store.ts'
import { bench, type HouseReady } from './settings.ts'

const house = {
  organisations: [
    {
      id: 'fjordvik',
      domains: ['fjordvik.example'],
      name: 'Fjordvik kommune',
      service: 'Fjordvik',
      color: '#1f5fa8',
    },
  ],
  applications: [
    {
      id: bench.client,
      name: 'Bench',
      everyone: true,
      oidc: {
        redirects: [bench.redirect],
        secret: bench.secret,
        grants: ['code', 'refresh', 'client-credentials'],
        resources: [{ id: bench.resource, scopes: ['read'] }],
      },
    },
  ],
}

const settings = { ...readSettings({ argv: [] }), demo: false }
const store = await openStore(settings)
const door = await openDoor(settings, store.database, systemClock)
const read = readHouseFile(house, factors)
if (read.is === 'wrong') throw new Error(read.faults.join('\n'))
await applyConfiguration(door.opened.moment(), read.file)
await untilKnown()
const tokens: string[] = []
for (let family = 0; family < bench.families; family += 1) {
  tokens.push(await refreshTokenFor(await signedIn(store.database, `person-${family}`)))
}
const ready: HouseReady = { origin: settings.address.origin, tokens }
process.stdout.write(`${JSON.stringify(ready)}\n`)
process.stdin.resume()
process.stdin.on('end', () => void door.close().then(() => store.close()))

/** The new configuration reaches every node by a word from the database. */
async function untilKnown(): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const answer = await fetch(`${settings.address.origin}/oidc/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${bench.client}:${bench.secret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    })
    if (answer.status === 200) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('The application did not become known')
}

async function signedIn(database: Database, person: string): Promise<string> {
  const secret = randomBytes(32).toString('base64url')
  const now = new Date()
  const later = new Date(now.getTime() + 3_600_000)
  const proof = {
    factor: 'password',
    kinds: ['knows'],
    amr: ['pwd'],
    resistsPhishing: false,
    at: now.toISOString(),
  }
  await database.send(
    '',
    `insert into people (id, organisation_id, login, look, given_name, family_name, state,
       created_at, changed_at)
     values ($1, 'fjordvik', $1, $1, 'Kari', 'Nordmann', 'active', $2, $2)`,
    [person, now],
  )
  await database.send(
    '',
    `insert into sessions (id, secret_hash, person_id, browser_id, epoch, proofs, acr, amr,
       proven_at, created_at, seen_at, idle_until, expires_at)
     values ($1, $2, $1, 'bench', 1, $3, 'urn:portvakt:1fa', '{pwd}', $4, $4, $4, $5, $5)`,
    [person, secretHash(secret), JSON.stringify([proof]), now, later],
  )
  return secret
}

async function refreshTokenFor(session: string): Promise<string> {
  const { origin } = settings.address
  const verifier = randomBytes(32).toString('base64url')
  const asked = await fetch(
    `${origin}/oidc/authorize?${new URLSearchParams({
      client_id: bench.client,
      response_type: 'code',
      redirect_uri: bench.redirect,
      scope: bench.scope,
      resource: bench.resource,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    }).toString()}`,
    { redirect: 'manual', headers: { cookie: `portvakt=${session}` } },
  )
  const code = new URL(asked.headers.get('location') ?? origin).searchParams.get('code') ?? ''
  const answer = await fetch(`${origin}/oidc/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${bench.client}:${bench.secret}`)}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: bench.redirect,
      code_verifier: verifier,
    }),
  })
  const told: unknown = await answer.json()
  const token: unknown = Object(told).refresh_token
  if (typeof token !== 'string') throw new Error(`No refresh token: ${JSON.stringify(told)}`)
  return token
}
