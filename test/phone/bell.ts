// A window of the app in a whole Chromium, with leave to show notifications: a ring that comes by
// hand, what stands on the lock screen, what the worker is told, and a push service that is played,
// since the browser's own is Google's.
import { expect } from 'vitest'
import { z } from 'zod'
import type { Page, Worker } from 'playwright-core'
import type { PhoneWindow } from './phone-window.ts'

const bellShape = z.strictObject({
  title: z.string(),
  body: z.string(),
  tag: z.string(),
  icon: z.string(),
  badge: z.string(),
  image: z.string(),
  lang: z.string(),
  data: z.unknown(),
  actions: z.array(z.unknown()),
})
export type Bell = z.output<typeof bellShape>

/** Everything of a notification that a lock screen could show. */
const readBells = `navigator.serviceWorker.getRegistration('/app/')
  .then((registration) => registration.getNotifications())
  .then((all) => all.map(({ title, body, tag, icon, badge, image = '', lang, data, actions = [] }) =>
    ({ title, body, tag, icon, badge, image, lang, data, actions })))`

export const bells = async (page: Page): Promise<readonly Bell[]> =>
  z.array(bellShape).parse(await page.evaluate(readBells))

export async function mayBeRung({ context }: PhoneWindow, origin: string): Promise<void> {
  await context.grantPermissions(['notifications'], { origin })
}

interface Registered {
  readonly scopeURL: string
  readonly registrationId: string
}

/** As the browser would, when its push service has something. */
export async function rings({ devtools }: PhoneWindow, origin: string): Promise<void> {
  let registrationId = ''
  const note = ({ registrations }: { registrations: readonly Registered[] }): void => {
    const own = registrations.find(({ scopeURL }) => scopeURL.endsWith('/app/'))
    registrationId = own?.registrationId ?? registrationId
  }
  devtools.on('ServiceWorker.workerRegistrationUpdated', note)
  await devtools.send('ServiceWorker.enable')
  await expect.poll(() => registrationId, { timeout: 20_000 }).not.toBe('')
  await devtools.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data: '1' })
  await devtools.send('ServiceWorker.disable')
  devtools.off('ServiceWorker.workerRegistrationUpdated', note)
}

export async function workerOf({ context }: PhoneWindow): Promise<Worker> {
  const [worker] = context.serviceWorkers()
  return worker ?? context.waitForEvent('serviceworker')
}

/** Each place that it gives is another one; nothing stands when a page or a worker begins. */
export const playedPushPlaces = `(() => {
  let standing = null
  const place = (key) => ({
    endpoint: 'https://push.fjordvik.example/' + crypto.randomUUID(),
    options: { applicationServerKey: key.slice().buffer },
    getKey: () => new Uint8Array(65).buffer,
    unsubscribe: async () => { standing = null; return true },
  })
  PushManager.prototype.getSubscription = async () => standing
  PushManager.prototype.subscribe = async ({ applicationServerKey }) =>
    (standing = place(applicationServerKey))
})()`
