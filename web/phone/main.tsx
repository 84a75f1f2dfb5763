// Where the app on the phone begins: its words, its accounts, and where the address leads.
import { createRoot } from 'react-dom/client'
import './app.css'
import { App } from './app.tsx'
import { countCodes } from './codes/vault.ts'
import { settleHome } from './home.ts'
import { catchOffer } from './install/here.ts'
import { putInPlace } from './install/worker.ts'
import { listen } from './listening.ts'
import { beginAt, goInstead, isDone, type Place } from './places.ts'
import { readCode } from './protocol/adding.ts'
import { readHash } from './scan/read-scanned.ts'
import { begin, readAccounts } from './state.ts'
import { languageHere, wordsIn } from './words.ts'

const fromHash = (): Place | undefined => {
  const read = readHash(location.hash)
  const isHere = new URLSearchParams(location.search).has('here')
  // An address that was followed may have come from anybody. What stands in the picture counts when
  // our own camera has read it; what stands behind the button leads back to its own browser.
  if (read?.is === 'approve')
    return { at: 'link', request: read.request, ...(isHere && { here: read.seen }) }
  return read?.is === 'move' ? { at: 'claim', code: read.code, print: read.print } : undefined
}

function firstPlace(hasAccounts: boolean): Place {
  const asked = new URLSearchParams(location.search)
  const code = readCode(asked.get('add') ?? '')
  const here = asked.get('here') ?? ''
  const linked = fromHash()
  if (linked) return linked
  if (code !== '' && !(hasAccounts && isDone(code)))
    return { at: 'add', code, ...(here !== '' && { here }) }
  return hasAccounts ? { at: 'approve' } : { at: 'begin' }
}

async function start(): Promise<void> {
  catchOffer()
  const root = document.getElementById('app')
  if (!root) return
  const words = await wordsIn(await languageHere())
  document.documentElement.lang = words.language
  const [accounts, codes] = await Promise.all([readAccounts(), countCodes()])
  await settleHome(accounts)
  begin({ words, accounts, looks: {}, codes, trouble: undefined, isNewer: false })
  beginAt(firstPlace(accounts.length > 0))
  addEventListener('hashchange', () => {
    const linked = fromHash()
    if (linked) goInstead(linked)
  })
  createRoot(root).render(<App />)
  listen()
  await putInPlace()
}

void start()
