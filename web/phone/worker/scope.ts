// What a service worker has around it, as far as ours uses it: the browser's own types know either
// a page or a worker, and this folder is checked with the page.

interface Lasting {
  waitUntil(work: Promise<unknown>): void
}
export interface Fetching extends Event {
  readonly request: Request
  respondWith(response: Promise<Response>): void
}
export interface Clicked extends Event, Lasting {
  readonly notification: Notification
}
export interface Told extends Event {
  readonly data: unknown
}

export interface Window {
  readonly url: string
  readonly visibilityState: 'hidden' | 'visible'
  focus(): Promise<unknown>
  postMessage(word: string): void
}

export interface WorkerScope {
  readonly registration: {
    readonly pushManager: PushManager
    showNotification(title: string, options: NotificationOptions): Promise<void>
    getNotifications(which: { readonly tag: string }): Promise<readonly Notification[]>
  }
  readonly clients: {
    matchAll(how: {
      readonly type: 'window'
      readonly includeUncontrolled: boolean
    }): Promise<readonly Window[]>
    openWindow(address: string): Promise<unknown>
    claim(): Promise<void>
  }
  skipWaiting(): Promise<void>
  addEventListener(
    kind: 'install' | 'activate' | 'push' | 'pushsubscriptionchange',
    act: (event: Lasting) => void,
  ): void
  addEventListener(kind: 'fetch', act: (event: Fetching) => void): void
  addEventListener(kind: 'notificationclick', act: (event: Clicked) => void): void
  addEventListener(kind: 'message', act: (event: Told) => void): void
}
