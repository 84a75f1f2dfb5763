// What became of an answer, and where to look now.
import { useEffect, type ReactNode } from 'react'
import { EndsHere } from '../coming.tsx'
import { atSignIn } from '../home.ts'
import { isInstalled } from '../install/here.ts'
import { OfferInstall } from '../install/to-home-screen.tsx'
import { Card, Heading, Main } from '../kit/parts.tsx'
import type { Account } from '../protocol/accounts.ts'
import type { Verdict } from '../protocol/spoken.ts'
import { goBackTo, goInstead, isAddress, type Tab } from '../places.ts'
import { useApp, waitingIn } from '../state.ts'
import type { AppKey } from '../words.ts'
import { whole } from '../kit/whole.tsx'

/** `was-not-me`: somebody had come in already. */
export type Given = Verdict | 'not-me' | 'was-not-me'

const told: Readonly<Record<Given, readonly [heading: AppKey, text: AppKey]>> = {
  approved: ['app.given.approved', 'app.given.approved-text'],
  denied: ['app.given.denied', 'app.given.denied-text'],
  'not-me': ['app.given.not-me', 'app.given.not-me-text'],
  'was-not-me': ['app.given.not-me', 'app.given.was-not-me-text'],
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
  const app = useApp()
  const { say } = app.words
  const isDone = isTest && given === 'approved'
  const [heading, text] = !isDone
    ? told[given]
    : back === undefined
      ? (['app.given.done', 'app.given.done-text'] as const)
      : doneHere()
  const leads = back !== undefined && (isAddress(back) || !isInstalled())
  useEffect(() => {
    if (leads && given === 'approved') goBackTo(back)
  }, [])
  const leave = (at: Tab) => {
    done?.()
    goInstead({ at })
  }
  const press = () => {
    if (!leads) return leave(isDone ? 'apps' : 'approve')
    done?.()
    goBackTo(back)
  }
  // It was told after this one was read.
  const isRung = app.accounts.some(({ id, rings }) => id === account.id && rings)
  const isNext = done !== undefined && waitingIn(app).length > 0
  return (
    <Card>
      <EndsHere leave={() => leave('approve')} />
      <Heading>{say(heading)}</Heading>
      <p className="lead">{whole(say(text))}</p>
      {isDone && !isRung && <p className="note">{say('app.given.no-rings')}</p>}
      {isDone && !isInstalled() && <OfferInstall service={account.service} />}
      {(given === 'not-me' || given === 'was-not-me') && (
        <a className="ds-link" href={atSignIn('/password')} target="_blank" rel="noreferrer">
          {say('app.given.new-password')}
        </a>
      )}
      {isNext && <p className="note">{say('app.coming')}</p>}
      <Main press={press}>{say(leads ? 'app.back' : 'app.given.to-app')}</Main>
    </Card>
  )
}
