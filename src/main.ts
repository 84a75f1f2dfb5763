// Opens the store, the post and the door: the only place where everything meets. Must never hold a
// rule.
import { setTimeout as wait } from 'node:timers/promises'
import { cookiesFor } from './http/cookies.ts'
import { guardFor } from './http/guard.ts'
import type { Door } from './http/here.ts'
import { openOidcDoor } from './http/oidc-door.ts'
import { openLines } from './http/serving/lines.ts'
import { openSamlDoor } from './http/serving/saml-door.ts'
import { openWaitingRoom } from './http/waiting/room.ts'
import { openServer } from './http/server.ts'
import type { Connection } from './domain/configuration/connection-shape.ts'
import type { Moment } from './domain/moment.ts'
import { refuseForeignKey } from './domain/signing/signing-keys.ts'
import { forgiveNow } from './domain/throttles/forgiving.ts'
import { whyNotListening } from './lib/cannot-start.ts'
import { onwards, type Clock } from './lib/clock.ts'
import { openPasswordLane } from './lib/hashing/password-lane.ts'
import { openKeyring } from './lib/seal.ts'
import { refuseOtherSettings } from './main/alike.ts'
import { openChores, watchForOldRows } from './main/chores.ts'
import { openClock } from './main/clock.ts'
import { demoIdentitySecret, loadDemo, tellDemo, writeLeaderList } from './main/demo.ts'
import { openHouse, type OpenHouse } from './main/house.ts'
import { openPhones } from './main/phones.ts'
import { openPost } from './main/post.ts'
import { sweepSaml } from './domain/visits/arrivals.ts'
import { sweepPhones } from './domain/approving/standing.ts'
import { sweepEnded } from './domain/methods/ended.ts'
import { sweepFreezes } from './domain/methods/set-up.ts'
import { sweepSendings } from './domain/phones/sendings.ts'
import { settleAddresses } from './domain/people/helping/adding.ts'
import { sweepCallers } from './domain/people/helping/callers.ts'
import { sweepChallenges } from './domain/visits/challenges.ts'
import { sweepHandOvers } from './domain/visits/hand-overs.ts'
import { movedChannel, movedIn } from './store/waiting.ts'
import { prepareAnchor } from './outside/event-anchor.ts'
import { openHttpCall } from './outside/http-call.ts'
import { openConnections } from './outside/connection.ts'
import { openRinger } from './outside/web-push/ringer.ts'
import type { Protocol } from './protocols/protocol.ts'
import { readSettings, type Settings } from './settings.ts'
import type { Database } from './store/database.ts'
import { openStore } from './store/server/open-store.ts'

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
    const clock = await openClock(store.database)
    const opened = await openDoor(settings, store.database, clock)
    console.log(`Ready: ${settings.address.href}`)
    if (settings.phoneAddress) console.log(`The app on the phone: ${settings.phoneAddress.href}`)
    if (opened.demo !== 'none') console.log(tellDemo(settings.address, opened.demo))
    return {
      address: settings.address.href,
      demo: settings.demo,
      async close() {
        // Nobody who tries the demo wants to wait for Ctrl+C.
        if (!settings.demo) await opened.drain()
        await opened.close()
        await store.close()
      },
    }
  } catch (fault) {
    await store.close()
    throw fault
  }
}

export interface OpenDoor {
  readonly opened: OpenHouse
  /** `left out`: it would be a demo, and a configuration of somebody's own is in force. */
  readonly demo: 'shown' | 'left out' | 'none'
  /** Reads anew what another node, or a command, has changed. */
  refresh(): Promise<void>
  /** Before closing, where others still serve: says that it is leaving, and finishes. */
  drain(): Promise<void>
  close(): Promise<void>
}

const sweeps = [
  sweepSendings,
  sweepFreezes,
  sweepEnded,
  sweepHandOvers,
  sweepPhones,
  sweepCallers,
  sweepChallenges,
  sweepSaml,
  settleAddresses,
] as const

/**
 * The whole house over a database that is open: also for tests, which bring a clock of their own.
 */
export async function openDoor(
  settings: Settings,
  database: Database,
  goesBy: Clock,
): Promise<OpenDoor> {
  const clock = onwards(goesBy)
  await refuseOtherSettings(database, settings)
  const { opened, passwords, demo, ways } = await openInside(settings, database, clock)
  const { gateways } = ways
  const protocols: Protocol[] = []
  const room = openWaitingRoom(clock)
  const door: Door = {
    house: opened.house,
    clock,
    guard: guardFor(settings.address, settings.trustedProxies),
    cookies: cookiesFor(settings.address),
    protocols,
    room,
  }
  const call = openHttpCall({ internal: settings.internalNetworks })
  const spoken = { moment: opened.moment(), report: (fault: unknown) => report(fault) }
  const oidc = await openOidcDoor(door, { call, ...spoken })
  const saml = openSamlDoor(door, spoken)
  protocols.push(oidc.protocol, saml.protocol)
  const lines = openLines()
  const logLevel = settings.demo ? 'error' : 'warn'
  const parts = { door, spoken: [oidc, saml], lines, logLevel, gateways } as const
  const server = await openServer({ ...parts, phoneGuard: phoneGuardIn(settings) })
  const refresh = async (): Promise<void> => {
    await opened.refresh()
    await oidc.refresh(opened.moment())
    await saml.refresh(opened.moment())
  }
  const report = (fault: unknown): void => server.log.error(fault)
  await database.listen('configuration', () => void refresh().catch(report))
  await database.listen(movedChannel, (said) => {
    const { id, word } = movedIn(said)
    room.tell(id, word)
  })
  // Before the post and the chores, so that a taken port is all there is to say.
  await server.listen({ port: settings.port, host: settings.listen }).catch((fault: unknown) => {
    throw whyNotListening(fault, settings.port)
  })
  const post = openPost({ settings, database, opened, tell: oidc.tell, report })
  const chores = openChores({
    moment: opened.moment,
    ...(clock.watch && { watch: clock.watch }),
    anchorPath: settings.eventAnchor,
    refresh,
    sweep: [oidc.sweep, saml.sweep, ...sweeps],
    ...(settings.demo && {
      often: (moment: Moment) => writeLeaderList(moment, settings.dataFolder),
    }),
    report,
  })
  return {
    opened,
    demo,
    refresh,
    drain: () => lines.drain(wait(settings.leaveSeconds * 1000)),
    async close() {
      await server.close()
      await Promise.all([chores.close(), post.close(), forgiveNow(opened.house, clock.now())])
      ways.close()
      await passwords.close()
    },
  }
}

/** Where the app has an origin of its own, somebody stands there too. */
const phoneGuardIn = ({ phoneAddress, trustedProxies }: Settings) =>
  phoneAddress && guardFor(phoneAddress, trustedProxies)

/** The house without its door: keys, ways out, rules, and whoever lives here. */
async function openInside(settings: Settings, database: Database, clock: Clock) {
  const { address, phoneAddress, passkeyDomain, eventAnchor } = settings
  const keys = openKeyring(settings.masterKey)
  const passwords = openPasswordLane({ keys })
  const ways = openPhones({ settings, keys, clock })
  const { phones } = ways
  const connected = openConnections({
    secretFor: secretsIn(settings),
    internal: settings.internalNetworks,
    clock,
    moment: () => opened.moment(),
  })
  const ringer = openRinger({
    keys,
    address,
    clock,
    hosts: settings.pushHosts,
    internal: settings.internalNetworks,
    report: (said) => console.warn(said),
  })
  const parts = { database, keys, passwords, address, passkeyDomain, clock, phones, ringer }
  const opened: OpenHouse = await openHouse({
    ...parts,
    ...(phoneAddress && { phoneAddress }),
    connected,
  })
  await refuseForeignKey(opened.moment())
  await prepareAnchor(eventAnchor)
  if (await watchForOldRows(opened.moment(), eventAnchor)) await opened.refresh()
  for (const connection of opened.house.configuration().connections)
    if (!connected.reaches(connection)) console.warn(whyNobodyIsLed(connection))
  const demo = settings.demo ? await loadDemo(opened, settings) : ('none' as const)
  return { opened, passwords, demo, ways }
}

const whyNobodyIsLed = ({ id, use }: Connection): string =>
  `The connection «${id}» has no secret (` +
  `${use === 'identity' ? 'PORTVAKT_IDENTITY_SECRET' : 'PORTVAKT_CONNECTION_SECRETS'}): nobody is led there.`

/** What the other houses know us by; the demo's own stand beside it. */
const secretsIn =
  ({ demo, identitySecret, connectionSecrets = {} }: Settings) =>
  ({ id, use }: Connection): string | undefined => {
    const own = Object.hasOwn(connectionSecrets, id) ? connectionSecrets[id] : undefined
    const otherwise = use === 'identity' ? identitySecret : undefined
    return own ?? otherwise ?? (demo && use === 'identity' ? demoIdentitySecret : undefined)
  }
