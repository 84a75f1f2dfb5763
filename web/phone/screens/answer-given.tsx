// What became of an answer, and where to look now.
import { useEffect, type ReactNode } from 'react'
import { atSignIn } from '../home.ts'
import { isInstalled } from '../install/here.ts'
import { OfferInstall } from '../install/to-home-screen.tsx'
import { Card, Heading, Main } from '../kit/parts.tsx'
import type { Account } from '../protocol/accounts.ts'
import type { Verdict } from '../protocol/spoken.ts'
import { goBackTo, goInstead } from '../places.ts'
import { useWords } from '../state.ts'
import type { AppKey } from '../words.ts'

export type Given = Verdict | 'not-me'

const told: Readonly<Record<Given, readonly [heading: AppKey, text: AppKey]>> = {
  approved: ['app.given.approved', 'app.given.approved-text'],
  denied: ['app.given.denied', 'app.given.denied-text'],
  'not-me': ['app.given.not-me', 'app.given.not-me-text'],
  'wrong-number': ['app.given.wrong-number', 'app.given.wrong-number-text'],
  over: ['app.given.over', 'app.given.over-text'],
}

interface GivenIs {
  readonly given: Given
  readonly isTest: boolean
  readonly account: Account
  /** What leads back to the page, where that stands on this very phone. */
  readonly back?: string
  readonly done?: () => void
}

/** An app of its own cannot turn to the browser's window: there its person does. */
const doneHere = () =>
  isInstalled()
    ? (['app.given.done-here', 'app.given.done-here-text'] as const)
    : (['app.given.done-here', 'app.given.back-text'] as const)

export function AnswerGiven({ given, isTest, account, back, done }: GivenIs): ReactNode {
  const { say } = useWords()
  const isDone = isTest && given === 'approved'
  const [heading, text] = !isDone
    ? told[given]
    : back === undefined
      ? (['app.given.done', 'app.given.done-text'] as const)
      : doneHere()
  const leads = back !== undefined && !isInstalled()
  useEffect(() => {
    if (leads && given === 'approved') goBackTo(back)
  }, [])
  const press = () => {
    done?.()
    if (leads) return goBackTo(back)
    goInstead({ at: isDone ? 'apps' : 'approve' })
  }
  return (
    <Card>
      <Heading>{say(heading)}</Heading>
      <p className="lead">{say(text)}</p>
      {isDone && !account.rings && <p className="note">{say('app.given.no-rings')}</p>}
      {isDone && !isInstalled() && <OfferInstall service={account.service} />}
      {given === 'not-me' && (
        <a className="ds-link" href={atSignIn('/password')} target="_blank" rel="noreferrer">
          {say('app.given.new-password')}
        </a>
      )}
      <Main press={press}>{say(leads ? 'app.back' : 'app.given.to-app')}</Main>
    </Card>
  )
}
