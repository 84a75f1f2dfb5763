// The app's service worker: put in place, and changed for a newer one when nobody is in the middle
// of something.
import { set } from '../state.ts'

interface OwnPolicy {
  createScriptURL(address: string): string
}
interface Policies {
  createPolicy(name: string, rules: OwnPolicy): OwnPolicy
}
declare const trustedTypes: Policies | undefined

const address = '/app/sw.js'
const scope = '/app/'

/**
 * The page runs no script but its own; where the browser wants that said, it is said for this one.
 */
const trusted = (): string => {
  const rules: OwnPolicy = { createScriptURL: () => address }
  return typeof trustedTypes === 'undefined'
    ? address
    : trustedTypes.createPolicy('portvakt', rules).createScriptURL(address)
}

/** Something waits, says the worker: it was rung, or its notification was pressed. */
export function whenRung(act: () => void): void {
  if (!('serviceWorker' in navigator)) return
  navigator.serviceWorker.addEventListener('message', ({ data }) => {
    if (data === 'rung') act()
  })
}

export async function quietBell(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  const registration = await navigator.serviceWorker.getRegistration(scope)
  for (const notification of (await registration?.getNotifications?.()) ?? []) notification.close()
}

let waiting: ServiceWorker | null | undefined

export function takeOver(): void {
  waiting?.postMessage('take-over')
}

const lieReady = (worker: ServiceWorker | null): void => {
  if (!worker || !navigator.serviceWorker.controller) return
  waiting = worker
  set({ isNewer: true })
}

export async function putInPlace(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  const isFirst = navigator.serviceWorker.controller === null
  const registration = await navigator.serviceWorker.register(trusted(), { scope })
  lieReady(registration.waiting)
  registration.addEventListener('updatefound', () => {
    const { installing } = registration
    installing?.addEventListener('statechange', () => {
      if (installing.state === 'installed') lieReady(installing)
    })
  })
  let isReloaded = false
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (isFirst || isReloaded) return
    isReloaded = true
    location.reload()
  })
}
