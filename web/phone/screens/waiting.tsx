// «Godkjenn»: what waits now, the first of it at once. Nothing is polled: the house says when
// something has moved.
import { useState, type ReactNode } from 'react'
import { Card, Heading, Main, Other, Problem, Quiet } from '../kit/parts.tsx'
import { Letter } from '../kit/organisation.tsx'
import { placeLine } from '../kit/place-line.ts'
import { troubleText } from '../kit/said.ts'
import { go } from '../places.ts'
import { lookEverywhere, useApp, waitingIn, type Waiting } from '../state.ts'
import { AnswerGiven, type Given } from './answer-given.tsx'
import { Lately } from './lately.tsx'
import { Requested } from './requested.tsx'

export function WaitingHere(): ReactNode {
  const app = useApp()
  // What is being answered stays in front until its answer has been read, though it waits no more.
  const [held, setHeld] = useState<Waiting>()
  const [stopped, setStopped] = useState<{ readonly one: Waiting; readonly given: Given }>()
  const waiting = waitingIn(app)
  const only = waiting.length === 1 ? waiting[0] : undefined
  if (held === undefined && only !== undefined) setHeld(only)
  if (held) return <Requested key={held.request.id} {...held} done={() => setHeld(undefined)} />
  if (waiting.length > 0) return <Several waiting={waiting} choose={setHeld} />
  if (stopped) {
    const { one, given } = stopped
    const done = () => setStopped(undefined)
    return <AnswerGiven given={given} isTest={false} account={one.account} done={done} />
  }
  return <Nothing stopped={(one, is) => setStopped({ one, given: is ? 'was-not-me' : 'over' })} />
}

interface NothingIs {
  readonly stopped: (one: Waiting, isStopped: boolean) => void
}

function Nothing({ stopped }: NothingIs): ReactNode {
  const { words, trouble } = useApp()
  const { say } = words
  const [isLooking, setLooking] = useState(false)
  const look = async () => {
    setLooking(true)
    await lookEverywhere()
    setLooking(false)
  }
  return (
    <Card>
      <Heading>{say('app.waiting.heading')}</Heading>
      <p className="lead" role="status">
        {say(isLooking ? 'app.waiting.looking' : 'app.waiting.nothing')}
      </p>
      <Problem {...(trouble !== undefined && { text: troubleText(words, trouble) })} />
      <Main press={() => go({ at: 'scan' })}>{say('app.waiting.scan')}</Main>
      <Quiet press={() => void look()}>{say('app.waiting.again')}</Quiet>
      <Lately stopped={stopped} />
    </Card>
  )
}

interface SeveralIs {
  readonly waiting: readonly Waiting[]
  readonly choose: (waiting: Waiting) => void
}

function Several({ waiting, choose }: SeveralIs): ReactNode {
  const { words, accounts } = useApp()
  const isOnly = accounts.length === 1
  return (
    <Card>
      <Heading>{words.say('app.waiting.several')}</Heading>
      <ul className="list">
        {waiting.map((one) => (
          <li key={one.request.id}>
            <Letter {...one.account.organisation} />
            <Other press={() => choose(one)}>
              <span className="chosen">
                {one.request.shown.application ?? one.request.shown.service}
                {!isOnly && <span className="small">{one.account.organisation.name}</span>}
                <span className="small">{placeLine(words, one.request.shown)}</span>
              </span>
            </Other>
          </li>
        ))}
      </ul>
    </Card>
  )
}
