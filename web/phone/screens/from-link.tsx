// Opened by the PC's picture, or by the button on the same phone: the request that it names, and no
// number is asked.
import { useEffect, useState, type ReactNode } from 'react'
import { Card, Heading, Main } from '../kit/parts.tsx'
import { goInstead } from '../places.ts'
import { lookEverywhere, useApp, waitingIn } from '../state.ts'
import { Requested } from './requested.tsx'

interface FromLinkIs {
  readonly request: string
  readonly seen: string
  readonly isHere: boolean
}

export function FromLink({ request, seen, isHere }: FromLinkIs): ReactNode {
  const app = useApp()
  const { say } = app.words
  const [hasLooked, setLooked] = useState(false)
  useEffect(() => {
    void lookEverywhere().then(() => setLooked(true))
  }, [request])
  const found = waitingIn(app).find((one) => one.request.id === request)
  const [held, setHeld] = useState(found)
  if (found && held?.request.id !== request) setHeld(found)
  if (held?.request.id === request)
    return <Requested key={request} {...held} seen={seen} {...(isHere && { back: request })} />
  if (!hasLooked)
    return (
      <Card>
        <Heading>{say('app.link.looking')}</Heading>
      </Card>
    )
  return (
    <Card>
      <Heading>{say('app.link.not-found')}</Heading>
      <p className="lead">
        {say(app.accounts.length === 0 ? 'app.link.no-account' : 'app.link.not-found-text')}
      </p>
      <Main press={() => goInstead({ at: app.accounts.length === 0 ? 'begin' : 'approve' })}>
        {say('app.given.to-app')}
      </Main>
    </Card>
  )
}
