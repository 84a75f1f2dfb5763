// «Legg til denne mobilen»: whose account, the two words that stand on the PC too, what the phone
// will ask for and why. Leave to ring first, then the lock, in one press where the phone allows it.
import { useState, type ReactNode } from 'react'
import { Card, Heading, Main, Problem, Quiet } from '../kit/parts.tsx'
import { WhoseAccount } from '../kit/organisation.tsx'
import { placeLine } from '../kit/place-line.ts'
import { sayTrouble } from '../kit/said.ts'
import { lockByPasskey, lockByPin, type ForLock, type MadeLock } from '../protocol/adding.ts'
import { hasOwnLock } from '../protocol/passkey-lock.ts'
import { askLeave, leaveToRing } from '../protocol/rings.ts'
import { Trouble } from '../protocol/trouble.ts'
import type { MovePeeked, Peeked } from '../protocol/spoken.ts'
import { goInstead } from '../places.ts'
import { useApp } from '../state.ts'
import { NewPin } from './new-pin.tsx'
import { whole } from '../kit/whole.tsx'

type MakeLock = (made: ForLock) => Promise<MadeLock>
/** The codes get the same lock, for which a PIN must be known. */
export type Add = (lock: MakeLock) => Promise<void>

interface ConfirmPhone {
  /** The two words stand on the PC too; between two phones they come later. */
  readonly peeked: Peeked | MovePeeked
  /** The page that led here stands on this very phone, and not on a PC. */
  readonly isHere?: boolean
  readonly add: Add
}

/** `press`: this system wants a press of its own for the lock. */
type At = 'asked' | 'busy' | 'press' | 'pin'

export function ConfirmPhone({ peeked, isHere = false, add }: ConfirmPhone): ReactNode {
  const { words, accounts } = useApp()
  const { say } = words
  const [at, setAt] = useState<At>('asked')
  const [problem, setProblem] = useState<string>()
  const send: Add = async (lock) => {
    setAt('busy')
    setProblem(undefined)
    await add(lock).catch((fault: unknown) => {
      if (fault instanceof Trouble) {
        setAt('asked')
        setProblem(sayTrouble(words, fault))
      } else if (at === 'asked') setAt('press')
      else {
        setAt('press')
        setProblem(say('app.add.lock-problem'))
      }
    })
  }
  const begin = async () => {
    if (at === 'busy') return
    if (at === 'asked' && leaveToRing() === 'default') await askLeave().catch(() => 'denied')
    if (await hasOwnLock()) return send(lockByPasskey)
    setAt('pin')
  }
  const withPin = (pin: string) => send((made) => lockByPin(pin, made))
  if (at === 'pin') return <NewPin take={withPin} />
  const leave = leaveToRing()
  return (
    <Card>
      <Heading>{say('app.add.heading')}</Heading>
      <WhoseAccount organisation={peeked.organisation} account={peeked.account} />
      <p className="note">
        {'pair' in peeked &&
          !isHere &&
          whole(say('app.add.pair', { pair: words.pair(peeked.pair) }))}
        <span className="small">{placeLine(words, peeked.asked)}</span>
      </p>
      {at === 'press' ? <p>{say('app.add.lock-press')}</p> : <AboutAsking leave={leave} />}
      {leave === 'denied' && <p className="small">{say('app.add.no-rings')}</p>}
      <Problem {...(problem !== undefined && { text: problem })} />
      <div className="onward">
        <Main press={() => void begin()}>
          {say(at === 'busy' ? 'app.add.busy' : at === 'press' ? 'app.add.go-on' : 'app.add.go')}
        </Main>
      </div>
      {at === 'press' && <Quiet press={() => setAt('pin')}>{say('app.add.pin-instead')}</Quiet>}
      <Quiet press={() => goInstead({ at: accounts.length > 0 ? 'approve' : 'begin' })}>
        {say('app.not-now')}
      </Quiet>
      <p className="small">{whole(say(isHere ? 'app.add.not-yours-here' : 'app.add.not-yours'))}</p>
    </Card>
  )
}

function AboutAsking({ leave }: { readonly leave: string }): ReactNode {
  const { words } = useApp()
  const { say } = words
  return (
    <div className="why">
      <p>{say(leave === 'default' ? 'app.add.asks-two' : 'app.add.asks-one')}</p>
      <ul>
        {leave === 'default' && <li>{say('app.add.why-rings')}</li>}
        <li>{say('app.add.why-lock')}</li>
      </ul>
      <p className="small">{say('app.add.sees-nothing')}</p>
    </div>
  )
}
