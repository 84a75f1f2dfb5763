// Where this phone may be rung: a push subscription, told to the house. Must never ask for leave
// but by a press.
import { fromBase64url, toBase64url } from './bytes.ts'
import { changeAccount, type Account } from './accounts.ts'
import { say } from './message.ts'
import type { Rings } from './spoken.ts'

export type Leave = 'granted' | 'denied' | 'default' | 'never'

/** `never`: this browser has no such thing, or only in an app on the Home Screen. */
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
async function subscribe(ringKey: string): Promise<PushSubscription> {
  const { pushManager } = await navigator.serviceWorker.ready
  const standing = await pushManager.getSubscription()
  if (standing && isFor(standing, ringKey)) return standing
  await standing?.unsubscribe()
  return pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: fromBase64url(ringKey),
  })
}

export async function turnOn(account: Account): Promise<boolean> {
  if (leaveToRing() !== 'granted') return false
  const rings = await subscribe(account.ringKey).then(told, () => undefined)
  if (rings === undefined) return false
  await say(account, 'ring', { rings })
  await changeAccount(account.id, { rings: true })
  return true
}

export async function turnOff(account: Account): Promise<void> {
  await say(account, 'ring', { rings: null })
  await changeAccount(account.id, { rings: false })
}
