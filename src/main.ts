// Opens the store, the post and the door: the only place where everything meets. Must never hold a rule.
import { cookiesFor } from './http/cookies.ts'
import { guardFor } from './http/guard.ts'
import { hereOf, tellProtocols, type Door } from './http/here.ts'
import { oidcPages } from './http/oidc-pages.ts'
import { openServer } from './http/server.ts'
import { endSession } from './domain/sessions.ts'
import { judgeSession } from './domain/judge.ts'
import type { Moment } from './domain/moment.ts'
import { whyNotListening } from './lib/cannot-start.ts'
import { systemClock, type Clock } from './lib/clock.ts'
import { openPasswordLane } from './lib/password-lane.ts'
import { openKeyring } from './lib/seal.ts'
import { openChores } from './main/chores.ts'
import { loadDemo, tellDemo, writeLeaderList } from './main/demo.ts'
import { openHouse, type OpenHouse } from './main/house.ts'
import { openPost } from './main/post.ts'
import { openHttpCall } from './outside/http-call.ts'
import { openOidc, type Oidc } from './protocols/oidc/oidc.ts'
import type { Protocol } from './protocols/protocol.ts'
import { readSettings, type Settings } from './settings.ts'
import type { Database } from './store/database.ts'
import { openStore } from './store/open-store.ts'

export interface Serving {
  readonly address: string
  readonly demo: boolean
  close(): Promise<void>
}

/** Starts what the settings say, prints `Ready`, and gives a way to stop it in order. */
export async function serve(settings: Settings = readSettings()): Promise<Serving> {
  for (const warning of settings.warnings) console.warn(warning)
  const store = await openStore({
    dataFolder: settings.dataFolder,
    ...(settings.databaseUrl && { databaseUrl: settings.databaseUrl }),
  })
  try {
    const opened = await openDoor(settings, store.database, systemClock)
    console.log(`Ready: ${settings.address.href}`)
    if (settings.demo) console.log(tellDemo(settings.address))
    return {
      address: settings.address.href,
      demo: settings.demo,
      async close() {
        await opened.close()
        await store.close()
      },
    }
  } catch (fault) {
    await store.close()
    throw fault
  }
}

/** The whole house over a database that is open: also for tests, which bring a clock of their own. */
export async function openDoor(
  settings: Settings,
  database: Database,
  clock: Clock,
): Promise<{ readonly opened: OpenHouse; close(): Promise<void> }> {
  const keys = openKeyring(settings.masterKey)
  const passwords = openPasswordLane({ keys })
  const { address } = settings
  const opened = await openHouse({ database, keys, passwords, address, clock })
  if (settings.demo) await loadDemo(opened, settings)
  const protocols: Protocol[] = []
  const door: Door = {
    house: opened.house,
    clock,
    guard: guardFor(address, settings.trustedProxies),
    cookies: cookiesFor(address),
    protocols,
  }
  const oidc = await openOidcFor(door, settings, opened)
  protocols.push(oidc.protocol)
  const server = openServer({ door, spoken: [oidc], logs: !settings.demo })
  const refresh = async (): Promise<void> => {
    await opened.refresh()
    await oidc.refresh(opened.moment())
  }
  const report = (fault: unknown): void => server.log.error(fault)
  await database.listen('configuration', () => void refresh().catch(report))
  const post = openPost({ settings, database, opened, report })
  const chores = openChores({
    moment: opened.moment,
    anchorPath: settings.eventAnchor,
    refresh,
    sweep: [
      oidc.sweep,
      ...(settings.demo ? [(moment: Moment) => writeLeaderList(moment, settings.dataFolder)] : []),
    ],
    report,
  })
  await server.listen({ port: settings.port, host: settings.listen }).catch((fault: unknown) => {
    throw whyNotListening(fault, settings.port)
  })
  return {
    opened,
    async close() {
      await server.close()
      await Promise.all([chores.close(), post.close()])
      await passwords.close()
    },
  }
}

/** Requests in OpenID Connect see the same browser, language and moment as every other. */
function openOidcFor(door: Door, settings: Settings, opened: OpenHouse): Promise<Oidc> {
  return openOidc(
    {
      house: door.house,
      judge: judgeSession,
      pages: oidcPages,
      momentOf: (request, response) =>
        hereOf(door, request, (cookie) => response.appendHeader('set-cookie', cookie)).moment,
      secretOf: (request) => door.cookies.read(request.headers.cookie).secrets[0],
      call: openHttpCall({ internal: settings.internalNetworks }),
      endSession: (moment, session) =>
        endSession(moment, session, 'signed-out', tellProtocols(door)),
      fault: (cause) => console.error(cause),
    },
    opened.moment(),
  )
}
