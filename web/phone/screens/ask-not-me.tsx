// «Det er ikke meg»: what that press does, and one more that does it. Must never ask a third time:
// whoever means it is in a hurry.
import type { ReactNode } from 'react'
import { Heading, Main, Quiet } from '../kit/parts.tsx'
import { useWords } from '../state.ts'

interface AskNotMeIs {
  readonly go: () => void
  readonly back: () => void
}

export function AskNotMe({ go, back }: AskNotMeIs): ReactNode {
  const { say } = useWords()
  return (
    <div className="card asked">
      <Heading>{say('app.ask.not-me-sure')}</Heading>
      <p className="lead">{say('app.ask.not-me-lead')}</p>
      <Main press={go}>{say('app.ask.not-me-go')}</Main>
      <Quiet press={back}>{say('app.cancel')}</Quiet>
    </div>
  )
}
