// Opened by the PC's picture, or by the button on the same phone: the request that it names. No
// number is asked where our own camera has read the picture, nor by the button. Must never take an
// address that somebody has sent for either.
import { useEffect, useState, type ReactNode } from 'react'
import { EndsHere } from '../coming.tsx'
import { Card, Heading, Main } from '../kit/parts.tsx'
import { goBackTo, goInstead } from '../places.ts'
import { lookEverywhere, useApp, waitingIn } from '../state.ts'
import { Requested } from './requested.tsx'
import { whole } from '../kit/whole.tsx'

interface FromLinkIs {
  readonly request: string
  readonly seen?: string
  readonly here?: string
}

export function FromLink({ request, ...read }: FromLinkIs): ReactNode {
  const app = useApp()
  const { say } = app.words
  const [hasLooked, setLooked] = useState(false)
  useEffect(() => {
    void lookEverywhere().then(() => setLooked(true))
  }, [request])
  const found = waitingIn(app).find((one) => one.request.id === request)
  // The app on the Home Screen of an iPhone has a storage of its own: here is nothing of it.
  const isEmpty = app.accounts.length === 0
  const isHere = read.here !== undefined
  const [held, setHeld] = useState(found)
  if (found && held?.request.id !== request) setHeld(found)
  if (held?.request.id === request) return <Requested key={request} {...held} {...read} />
  if (!hasLooked)
    return (
      <Card>
        <Heading>{say('app.link.looking')}</Heading>
      </Card>
    )
  return (
    <Card>
      <EndsHere />
      <Heading>{say('app.link.not-found')}</Heading>
      <p className="lead">
        {whole(
          say(
            !isEmpty
              ? 'app.link.not-found-text'
              : isHere
                ? 'app.link.no-account-here'
                : 'app.link.no-account',
          ),
        )}
      </p>
      {isEmpty && isHere ? (
        <Main press={() => goBackTo(request)}>{say('app.back')}</Main>
      ) : (
        <Main press={() => goInstead({ at: isEmpty ? 'begin' : 'approve' })}>
          {say('app.given.to-app')}
        </Main>
      )}
    </Card>
  )
}
