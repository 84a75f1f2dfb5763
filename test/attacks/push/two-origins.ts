// A house whose app on the phone has an origin of its own, and whoever stands at the sign-in's: a
// page there that no policy restrains, and requests down to the last header. Must never ask with a
// key or a number that an attacker would not have.
import { once } from 'node:events'
import { type IncomingHttpHeaders, request } from 'node:http'
import { text } from 'node:stream/consumers'
import type { BrowserContext, Page } from 'playwright-core'
import type { Town } from '../../town/portvakt.ts'

export const phoneHost = 'telefon.localhost'

/** As if script had got in at the sign-in, with no policy around it. */
export async function plantedPage(context: BrowserContext, { origin }: Town): Promise<Page> {
  const address = `${origin}/planted`
  await context.route(address, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>-</title>' }),
  )
  const page = await context.newPage()
  await page.goto(address)
  return page
}

/** Every row of every store of this origin, as one text. */
export const everyStore = `(async () => {
  const rows = []
  const opened = (asked) => new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error)
  })
  for (const { name } of await indexedDB.databases()) {
    const database = await opened(indexedDB.open(name))
    for (const store of database.objectStoreNames)
      rows.push(...(await opened(database.transaction(store).objectStore(store).getAll())))
    database.close()
  }
  const workers = await navigator.serviceWorker.getRegistrations()
  return JSON.stringify([rows, { ...localStorage }, await caches.keys(), workers.length])
})()`

/** What each try came to, in a word. */
export const reachesFor = (app: string, code: string, login: string): string => `(async () => {
  const word = async (act) => {
    try { return await act() } catch (fault) { return fault.name }
  }
  const frame = document.createElement('iframe')
  frame.src = ${JSON.stringify(app)}
  const loaded = new Promise((resolve) => { frame.onload = resolve })
  document.body.append(frame)
  await loaded
  const framed = await word(() => String(frame.contentWindow.indexedDB))
  const posts = (more) => fetch(${JSON.stringify(`${app}api/peek`)}, {
    method: 'POST', body: JSON.stringify({ code: ${JSON.stringify(code)} }), ...more,
  })
  return {
    framed,
    asJson: await word(() => posts({ headers: { 'content-type': 'application/json' } })),
    asText: await word(() => posts({}).then((answer) => answer.text())),
    unread: await word(() => posts({ mode: 'no-cors' }).then(({ type }) => type)),
    withCookies: await word(() => posts({ credentials: 'include' })),
    lock: await word(() => navigator.credentials.get({ publicKey: {
      challenge: new Uint8Array(32), rpId: ${JSON.stringify(phoneHost)}, userVerification: 'required',
    } })),
    page: await word(() => fetch(${JSON.stringify(app)}).then((answer) => answer.text())),
    here: await word(() => fetch('/app/').then((answer) => answer.text())),
    said: document.documentElement.outerHTML.includes(${JSON.stringify(login)}),
  }
})()`

export interface Asked {
  readonly host: string
  readonly target: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}
export interface Came {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** Nobody here finds the app's host by its name: it is said, as a proxy does. */
export async function asks({ origin }: Town, asked: Asked): Promise<Came> {
  const { port } = new URL(origin)
  const out = request({
    host: 'localhost',
    port,
    path: asked.target,
    method: asked.method ?? 'GET',
    headers: { ...asked.headers, host: asked.host },
  }).end(asked.body)
  const [came] = await once(out, 'response')
  return { status: came.statusCode, headers: came.headers, body: await text(came) }
}
