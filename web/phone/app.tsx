// The app: what stands in front, and the four tabs below. Must never hide a request that waits.
import type { ReactNode } from 'react'
import { Coming, useComing } from './coming.tsx'
import { houseName } from './home.ts'
import { goInstead, go, usePlace, type Place, type Tab } from './places.ts'
import { useApp, waitingIn } from './state.ts'
import { AddPhone } from './screens/add-phone.tsx'
import { Apps } from './screens/apps.tsx'
import { Begin } from './screens/begin.tsx'
import { Claim } from './screens/claim.tsx'
import { Codes } from './screens/codes.tsx'
import { FromLink } from './screens/from-link.tsx'
import { AddCode } from './screens/keep-code.tsx'
import { Me } from './screens/me.tsx'
import { MoveAway } from './screens/move-away.tsx'
import { Scan } from './screens/scan.tsx'
import { WaitingHere } from './screens/waiting.tsx'
import { takeOver } from './install/worker.ts'

function Screen({ place }: { readonly place: Place }): ReactNode {
  const { accounts } = useApp()
  switch (place.at) {
    case 'begin':
      return <Begin />
    case 'scan':
      return <Scan />
    case 'add':
      return <AddPhone key={place.code} {...place} />
    case 'add-code':
      return <AddCode />
    case 'claim':
      return <Claim {...place} />
    case 'link':
      return <FromLink {...place} />
    case 'move': {
      const account = accounts.find(({ id }) => id === place.account)
      return account ? <MoveAway account={account} /> : <Me />
    }
    case 'apps':
      return <Apps />
    case 'approve':
      return accounts.length === 0 ? <Begin /> : <WaitingHere />
    case 'codes':
      return <Codes />
    case 'me':
      return <Me />
  }
}

const tabs: readonly Tab[] = ['apps', 'approve', 'codes', 'me']
const isTab = (place: Place): boolean => tabs.some((tab) => tab === place.at)

export function App(): ReactNode {
  const app = useApp()
  const place = usePlace()
  const waiting = waitingIn(app).length
  useComing(place)
  const isInside = app.accounts.length > 0 || app.codes > 0
  return (
    <>
      <HouseName />
      <main id="main" className="app">
        {app.isNewer && isTab(place) && <Newer />}
        <Coming place={place} />
        <Screen place={place} />
      </main>
      {isInside && isTab(place) ? <Tabs at={place.at} waiting={waiting} /> : <span />}
    </>
  )
}

/** One organisation: its name. Several: what they call the service, or each by name. */
function HouseName(): ReactNode {
  const { accounts } = useApp()
  const names = new Set(accounts.map(({ organisation }) => organisation.name))
  const called = new Set(accounts.map(({ service }) => service))
  const shown = names.size > 1 && called.size === 1 ? called : names
  const name = [...shown].join(' · ') || houseName
  return (
    <header className="house">
      <b>
        <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="8" fill="currentColor" />
          <path
            d="M9 25V13a7 7 0 0 1 14 0v12"
            fill="none"
            strokeWidth="2.6"
            strokeLinecap="round"
          />
          <circle cx="19" cy="18" r="1.7" />
        </svg>
        <span>{name}</span>
      </b>
    </header>
  )
}

function Tabs({ at, waiting }: { readonly at: Place['at']; readonly waiting: number }): ReactNode {
  const { words } = useApp()
  return (
    <nav className="tabs" aria-label={words.say('app.tabs')}>
      {tabs.map((tab) => (
        <button
          key={tab}
          type="button"
          aria-current={tab === at ? 'page' : undefined}
          onClick={() => (tab === at ? goInstead({ at: tab }) : go({ at: tab }))}
        >
          <TabSign tab={tab} />
          {words.say(`app.tab.${tab}`)}
          {tab === 'approve' && waiting > 0 && (
            <span className="count">
              {waiting}
              <span className="heard">{words.say('app.tab.waiting')}</span>
            </span>
          )}
        </button>
      ))}
    </nav>
  )
}

const signs: Readonly<Record<Tab, string>> = {
  apps: 'M4 4h6v6H4zm10 0h6v6h-6zM4 14h6v6H4zm10 0h6v6h-6z',
  approve: 'M12 3 5 6v6c0 4 3 7.500 7 9 4-1.500 7-5 7-9V6zm-3 9 2.500 2.500L16 10',
  codes: 'M5 5h14v14H5zm3 7h.01M12 12h.01M16 12h.01',
  me: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M5 20c0-4 3-6 7-6s7 2 7 6',
}

const TabSign = ({ tab }: { readonly tab: Tab }): ReactNode => (
  <svg viewBox="0 0 24 24" className="icon" aria-hidden="true">
    <path d={signs[tab]} />
  </svg>
)

function Newer(): ReactNode {
  const { words } = useApp()
  return (
    <p className="note newer" role="status">
      {words.say('app.newer')}
      <button type="button" className="ds-link" onClick={takeOver}>
        {words.say('app.newer-go')}
      </button>
    </p>
  )
}
