// The service worker: opens the app without a net, and says that something waits when it is rung.
// Must never say what waits, nor keep an answer of the house.
import type { Account } from '../protocol/accounts.ts'
import { readAll, readChoice } from '../protocol/kept.ts'
import { keepRung } from '../protocol/rings.ts'
import type { Fetching, Window, WorkerScope } from './scope.ts'
import { untilAnswered } from './until-answered.ts'

declare const self: WorkerScope
/** Written in when it is built: the files of this version, its name, and one sentence. */
declare const files: readonly string[]
declare const version: string
declare const bell: Readonly<Record<string, string>>

const shell = '/app/'
const shelf = `portvakt ${version}`

/**
 * The page of the organisation that the app looks like; of the one that is asked for, until then.
 */
async function ownShell(asked = ''): Promise<string> {
  const of = (await readChoice<string>('home').catch(() => undefined)) ?? asked
  return of === '' ? shell : `${shell}?of=${encodeURIComponent(of)}`
}

self.addEventListener('install', (event) =>
  event.waitUntil(
    caches
      .open(shelf)
      .then(async (cache) =>
        cache.addAll(
          [await ownShell(), ...files].map((path) => new Request(path, { cache: 'reload' })),
        ),
      ),
  ),
)

const forgetOlder = async (): Promise<void> => {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name !== shelf).map((name) => caches.delete(name)))
  await self.clients.claim()
}
self.addEventListener('activate', (event) => event.waitUntil(forgetOlder()))

self.addEventListener('message', ({ data }) => {
  if (data === 'take-over') void self.skipWaiting()
})

/** The page knows by its own address what it was opened for: one shell serves every place. */
async function openShell({ request }: Fetching): Promise<Response> {
  const { searchParams } = new URL(request.url)
  const own = await ownShell(searchParams.get('of') ?? '')
  const cache = await caches.open(shelf)
  const kept = await cache.match(own)
  const older = () => kept ?? cache.match(shell, { ignoreSearch: true })
  // An app that is put on the Home Screen from here gets an address of its own.
  if (searchParams.has('add')) {
    const at = new URL(own, request.url)
    for (const [name, value] of searchParams) if (name !== 'of') at.searchParams.set(name, value)
    return fetch(at).catch(async () => (await older()) ?? Response.error())
  }
  if (kept) return kept
  const fresh = await fetch(own).catch(() => undefined)
  if (fresh?.ok) await cache.put(own, fresh.clone())
  return fresh ?? (await older()) ?? Response.error()
}

const openFile = async ({ request }: Fetching): Promise<Response> =>
  (await caches.match(new URL(request.url).pathname, { cacheName: shelf })) ?? fetch(request)

const isKept = ({ url, mode, method }: Request): boolean => {
  const { pathname, origin } = new URL(url)
  if (method !== 'GET' || origin !== location.origin) return false
  return mode === 'navigate' ? pathname === shell : files.includes(pathname)
}

self.addEventListener('fetch', (event) => {
  if (!isKept(event.request)) return
  event.respondWith(event.request.mode === 'navigate' ? openShell(event) : openFile(event))
})

const tag = 'waiting'

/** One for all that rings: the tag puts the newest in the place of the one before. */
async function ringBell(): Promise<void> {
  const language = (await readChoice<string>('language').catch(() => undefined)) ?? 'nb'
  await self.registration.showNotification(bell[language] ?? bell['nb'] ?? '', {
    tag,
    icon: '/app/icon-192.png',
    badge: '/app/icon-192.png',
    lang: language,
  })
}

/** The pages of the house are other windows, though they may have the same origin. */
async function openWindows(): Promise<readonly Window[]> {
  const all = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  return all.filter(({ url }) => new URL(url).pathname.startsWith(shell))
}

/** An open app looks at once, and takes the bell away itself. */
async function tell(): Promise<void> {
  await ringBell()
  const shown = (await openWindows()).filter(({ visibilityState }) => visibilityState === 'visible')
  for (const window of shown) window.postMessage('rung')
  if (shown.length > 0 || !(await untilAnswered())) return
  for (const bell of await self.registration.getNotifications({ tag })) bell.close()
}
self.addEventListener('push', (event) => event.waitUntil(tell()))

/** The system has given another place, or taken the old one back. */
self.addEventListener('pushsubscriptionchange', (event) =>
  event.waitUntil(
    readAll<Account>('accounts').then((accounts) =>
      keepRung(accounts, self.registration.pushManager),
    ),
  ),
)

/** What waits is what it opens on: the app itself sees to that. */
async function bringForward(): Promise<void> {
  const windows = await openWindows()
  const front = windows.find(({ visibilityState }) => visibilityState === 'visible') ?? windows[0]
  if (!front) return void (await self.clients.openWindow(shell))
  front.postMessage('rung')
  await front.focus()
}
self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(bringForward())
})
