// This browser: what it is, whether it is the installed app, and its own offer to install it.
import { isInOtherApp, type Browsing } from './which-phone.ts'

export const browsing: Browsing = {
  userAgent: navigator.userAgent,
  touchPoints: navigator.maxTouchPoints,
}

export const isInstalled = (): boolean =>
  matchMedia('(display-mode: standalone)').matches ||
  ('standalone' in navigator && navigator.standalone === true)

export const isInside = (): boolean => isInOtherApp(browsing, isInstalled())

/** Chromium's own; no type has it yet. */
interface InstallOffer extends Event {
  prompt(): Promise<unknown>
}
const isOffer = (event: Event): event is InstallOffer => 'prompt' in event

let offer: InstallOffer | undefined

/** Chromium would show its own bar in the middle of something: it waits until it is asked for. */
export function catchOffer(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    if (isOffer(event)) offer = event
  })
  addEventListener('appinstalled', () => (offer = undefined))
}

export const canInstall = (): boolean => offer !== undefined

/** The browser makes its offer when it likes, or takes it back. */
export function whenOffered(act: () => void): () => void {
  addEventListener('beforeinstallprompt', act)
  addEventListener('appinstalled', act)
  return () => {
    removeEventListener('beforeinstallprompt', act)
    removeEventListener('appinstalled', act)
  }
}

export async function install(): Promise<void> {
  await offer?.prompt()
  offer = undefined
}
