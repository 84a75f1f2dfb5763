// Where this phone may be rung: a push subscription, told to the house, and told again when it is
// another one. Must never ask for leave but by a press.
import { fromBase64url, toBase64url } from './bytes.ts'
import { changeAccount, type Account } from './accounts.ts'
import { say } from './message.ts'
import type { Rings } from './spoken.ts'

/** `never`: this browser has no such thing, or only in an app on the Home Screen. */
export type Leave = 'granted' | 'denied' | 'default' | 'never'

export const leaveToRing = (): Leave =>
  'Notification' in globalThis && 'PushManager' in globalThis && 'serviceWorker' in navigator
    ? Notification.permission
    : 'never'

export async function askLeave(): Promise<Leave> {
  if (leaveToRing() !== 'default') return leaveToRing()
  return Notification.requestPermission()
}

const told = (subscription: PushSubscription): Rings => {
  const key = (name: PushEncryptionKeyName): string => {
    const bytes = subscription.getKey(name)
    return bytes === null ? '' : toBase64url(bytes)
  }
  return { endpoint: subscription.endpoint, p256dh: key('p256dh'), auth: key('auth') }
}

const isFor = (subscription: PushSubscription, ringKey: string): boolean => {
  const key = subscription.options.applicationServerKey
  return key !== null && toBase64url(key) === ringKey
}

/** One subscription for the whole app: every account of this house has the same key. */
async function subscribe(pushManager: PushManager, ringKey: string): Promise<PushSubscription> {
  const standing = await pushManager.getSubscription()
  if (standing && isFor(standing, ringKey)) return standing
  await standing?.unsubscribe()
  return pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: fromBase64url(ringKey),
  })
}

/**
 * The house hears of it once, and again when the place is another. False where it is at a push
 * service that the house does not call: then this phone is not rung.
 */
async function tell({ rungAt, ...account }: Account, rings: Rings): Promise<boolean> {
  if (rungAt === rings.endpoint) return true
  const { rings: isRung } = await say<{ rings: boolean }>(account, 'ring', { rings })
  await changeAccount(account.id, { rungAt: isRung ? rings.endpoint : undefined })
  return isRung
}

const here = async (): Promise<PushManager> => (await navigator.serviceWorker.ready).pushManager

/** Nobody waits long for a push service: the house can be told when the phone stands, too. */
const placeMostMs = 3000

/** Where a phone that is being added may be rung, as far as that is known in time. */
export async function placeToRing(ringKey: string): Promise<Rings | undefined> {
  if (leaveToRing() !== 'granted') return undefined
  const found = here().then(async (places) => told(await subscribe(places, ringKey)))
  const late = new Promise<undefined>((give) => setTimeout(() => give(undefined), placeMostMs))
  return Promise.race([found.catch(() => undefined), late])
}

/**
 * False where the system has no leave for it, or gives no place. A phone that does not stand yet is
 * not heard by the house: it is told when it does.
 */
export async function turnOn(account: Account): Promise<boolean> {
  if (leaveToRing() !== 'granted') return false
  const rings = await subscribe(await here(), account.ringKey).then(told, () => undefined)
  if (rings === undefined) return false
  const isRung = account.state !== 'stands' || (await tell(account, rings))
  await changeAccount(account.id, { rings: isRung })
  return isRung
}

export async function turnOff(account: Account): Promise<void> {
  await say(account, 'ring', { rings: null })
  await changeAccount(account.id, { rings: false, rungAt: undefined })
}

/**
 * The system may give another place at any time, and the house another key: those who are rung stay
 * rung. One after the other, for they share the place.
 */
export async function keepRung(
  accounts: readonly Account[],
  pushManager?: PushManager,
): Promise<void> {
  const rung = accounts.filter(({ rings, state }) => rings && state === 'stands')
  if (rung.length === 0 || (!pushManager && leaveToRing() !== 'granted')) return
  const places = pushManager ?? (await here())
  for (const account of rung) {
    const rings = await subscribe(places, account.ringKey).then(told, () => undefined)
    // Told when the house can be reached: the app looks after it each time it is opened.
    const isRung = !rings || (await tell(account, rings).catch(() => true))
    if (!isRung) await changeAccount(account.id, { rings: false })
  }
}
