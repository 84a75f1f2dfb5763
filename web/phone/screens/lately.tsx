// What was approved here or on another phone of the same person a moment ago, for whoever sees only
// now that it was not them. Must never stand in front of what waits.
import { useState, type ReactNode } from 'react'
import { Other, Problem, Quiet } from '../kit/parts.tsx'
import { Letter } from '../kit/organisation.tsx'
import { placeLine } from '../kit/place-line.ts'
import { sayTrouble } from '../kit/said.ts'
import { refuse } from '../protocol/answering.ts'
import { approvedIn, look, useApp, useWords, type Waiting } from '../state.ts'

interface LatelyIs {
  readonly stopped: (one: Waiting, isStopped: boolean) => void
}

export function Lately({ stopped }: LatelyIs): ReactNode {
  const app = useApp()
  const { words } = app
  const [problem, setProblem] = useState<string>()
  const [sure, setSure] = useState<string>()
  const lately = approvedIn(app)
  if (lately.length === 0) return undefined
  const press = async (one: Waiting) => {
    try {
      const is = await refuse(one.account, one.request, 'not-me')
      stopped(one, is === 'denied')
      void look(one.account)
    } catch (fault) {
      setProblem(sayTrouble(words, fault))
    }
  }
  return (
    <section className="lately">
      <h2>{words.say('app.waiting.lately')}</h2>
      <ul className="list">
        {lately.map((one) => (
          <li key={one.request.id}>
            <Letter {...one.account.organisation} />
            <span>
              {one.request.shown.application ?? one.request.shown.service}
              <span className="small">{placeLine(words, one.request.shown)}</span>
              {sure === one.request.id ? (
                <Sure go={() => void press(one)} back={() => setSure(undefined)} />
              ) : (
                <Quiet press={() => setSure(one.request.id)}>{words.say('app.ask.not-me')}</Quiet>
              )}
            </span>
          </li>
        ))}
      </ul>
      <Problem {...(problem !== undefined && { text: problem })} />
    </section>
  )
}

interface SureIs {
  readonly go: () => void
  readonly back: () => void
}

function Sure({ go, back }: SureIs): ReactNode {
  const { say } = useWords()
  return (
    <span className="note" role="status">
      {say('app.ask.not-me-sure')}
      <Other press={go}>{say('app.ask.not-me-go')}</Other>
      <Quiet press={back}>{say('app.cancel')}</Quiet>
    </span>
  )
}
