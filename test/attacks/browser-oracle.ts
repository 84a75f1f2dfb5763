// A real browser that says whether anything ran on a page that should not have, or whether a page
// listens to others: it is shown what the house has answered, and every `alert` is heard. Must
// never speak to anybody: whatever else a page asks for is not there.
import { startWholeBrowser } from '../town/browser/program.ts'

export interface Answered {
  readonly html: string
  readonly headers: Headers
}

export interface Oracle {
  /** What was called out while the page was loaded, its pictures too. */
  heardOn(answered: Answered): Promise<readonly string[]>
  close(): Promise<void>
}

/** Whoever lets other pages speak to this one calls it out. */
const callsOut = `(() => {
  const own = EventTarget.prototype.addEventListener
  EventTarget.prototype.addEventListener = function (kind, ...more) {
    if (kind === 'message') alert('listens')
    return own.call(this, kind, ...more)
  }
  Object.defineProperty(globalThis, 'onmessage', { set: () => alert('listens') })
  globalThis.BroadcastChannel = function () { alert('listens') }
})()`

const address = 'https://logginn.fjordvik.example/'

export async function openOracle(): Promise<Oracle> {
  const browser = await startWholeBrowser()
  const page = await browser.newPage()
  let shown: Answered | undefined
  let heard: string[] = []
  page.on('dialog', (dialog) => {
    heard.push(dialog.message())
    void dialog.dismiss()
  })
  await page.addInitScript(callsOut)
  await page.route('**/*', (route) =>
    shown && route.request().url() === address
      ? route.fulfill({ body: shown.html, headers: Object.fromEntries(shown.headers) })
      : route.abort(),
  )
  return {
    close: () => browser.close(),
    async heardOn(answered) {
      shown = answered
      heard = []
      await page.goto(address, { waitUntil: 'load' })
      return heard
    },
  }
}
