// Somebody asks to come in as whoever holds this phone: where, what, when, and the number that only
// their PC shows. Must never ask for a number that came with the picture, nor answer twice.
import { useState, type ReactNode } from 'react'
import { useNow } from '../kit/clock.ts'
import { Digits } from '../kit/digits.tsx'
import { Heading, Problem, Quiet } from '../kit/parts.tsx'
import { Letter, Login } from '../kit/organisation.tsx'
import { placeLine } from '../kit/place-line.ts'
import { troubleText } from '../kit/said.ts'
import { approve, ownLock, refuse, type FromPage } from '../protocol/answering.ts'
import type { Account } from '../protocol/accounts.ts'
import type { Prove } from '../protocol/message.ts'
import type { Request } from '../protocol/spoken.ts'
import { Trouble } from '../protocol/trouble.ts'
import { afterTrouble, answered, noteUse, useApp, useWords } from '../state.ts'
import { AnswerGiven, type Given } from './answer-given.tsx'
import { AskNotMe } from './ask-not-me.tsx'
import { AskPin } from './ask-pin.tsx'

interface RequestedIs {
  readonly account: Account
  readonly request: Request
  /** What the PC's picture holds, or the page on this very phone: then no number is asked. */
  readonly seen?: string | undefined
  readonly here?: string | undefined
  /** What leads back to the page, where that stands on this very phone. */
  readonly back?: string
  /** The answer has been read, and nothing else leads on from here. */
  readonly done?: () => void
}

/** `not-me`: whoever presses it sees first what it does. */
type At = 'asked' | 'pin' | 'not-me' | 'busy'

/** One answer, and what became of it. */
function useAnswer({ account, request }: RequestedIs) {
  const words = useWords()
  const [at, setAt] = useState<At>('asked')
  const [given, setGiven] = useState<{ readonly is: Given; readonly back?: string }>()
  const [problem, setProblem] = useState<string>()
  const send = async (act: () => Promise<Exclude<typeof given, undefined>>): Promise<void> => {
    if (at === 'busy') return
    setAt('busy')
    setProblem(undefined)
    try {
      setGiven(await act())
      answered(account, request)
    } catch (fault) {
      setAt('asked')
      if (!(fault instanceof Trouble)) return setProblem(words.say('app.ask.lock-problem'))
      await afterTrouble(account, fault.word)
      setProblem(troubleText(words, fault.word, fault.at))
    }
  }
  return { at, setAt, given, problem, setProblem, send }
}

export function Requested(is: RequestedIs): ReactNode {
  const { account, request, seen, here, back, done } = is
  const { say } = useWords()
  const [number, setNumber] = useState('')
  const { at, setAt, given, problem, setProblem, send } = useAnswer(is)
  const left = Math.ceil(request.until - useNow() / 1000)
  const isTest = request.kind === 'test'
  const isNumberAsked = seen === undefined && here === undefined
  const approveBy = (prove: Prove | undefined) => {
    const read: FromPage =
      here !== undefined ? { here } : seen !== undefined ? { seen } : { number }
    return send(async () => {
      const answer = await approve(account, request, read, prove)
      // Nobody waits for that.
      if (answer.is === 'approved') void noteUse(account).catch(() => undefined)
      return answer
    })
  }
  const press = () => {
    if (isNumberAsked && number.length < request.digits)
      return setProblem(say('app.ask.number-missing', { count: request.digits }))
    // The lock was just used where the phone was added.
    if (isTest) return void approveBy(undefined)
    if (account.lock.kind === 'pin') return setAt('pin')
    void approveBy(ownLock(account))
  }
  const ended = given ?? (left <= 0 && at !== 'busy' ? { is: 'over' as const } : undefined)
  const leadsTo = given?.back ?? back
  if (ended)
    return (
      <AnswerGiven
        given={ended.is}
        isTest={isTest}
        account={account}
        {...(leadsTo !== undefined && { back: leadsTo })}
        {...(done && { done })}
      />
    )
  if (at === 'pin')
    return <AskPin account={account} opened={approveBy} back={() => setAt('asked')} />
  const turnDown = (word: 'deny' | 'not-me') =>
    void send(async () => {
      const is = await refuse(account, request, word)
      return { is: is === 'denied' && word === 'not-me' ? 'not-me' : is }
    })
  if (at === 'not-me') return <AskNotMe go={() => turnDown('not-me')} back={() => setAt('asked')} />
  const typed = { value: number, change: setNumber, problem }
  return (
    <form
      className="card asked"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        press()
      }}
    >
      <WhatIsAsked account={account} request={request} />
      {isNumberAsked ? (
        <Digits label={say('app.ask.number')} count={request.digits} {...typed} />
      ) : (
        <Problem {...(problem !== undefined && { text: problem })} />
      )}
      <Answers
        isBusy={at === 'busy'}
        turnDown={(word) => (word === 'deny' ? turnDown(word) : setAt('not-me'))}
      />
      <TimeLeft left={left} />
    </form>
  )
}

interface AnswersIs {
  readonly isBusy: boolean
  readonly turnDown: (word: 'deny' | 'not-me') => void
}

function Answers({ isBusy, turnDown }: AnswersIs): ReactNode {
  const { say } = useWords()
  return (
    <div className="answers">
      <button type="submit" className="ds-button wide" data-variant="primary">
        {say(isBusy ? 'app.ask.busy' : 'app.ask.approve')}
      </button>
      <button
        type="button"
        className="ds-button"
        data-variant="secondary"
        onClick={() => turnDown('deny')}
      >
        {say('app.ask.deny')}
      </button>
      <Quiet press={() => turnDown('not-me')}>{say('app.ask.not-me')}</Quiet>
    </div>
  )
}

function WhatIsAsked({ account, request }: RequestedIs): ReactNode {
  const { words, accounts } = useApp()
  // The house's name stands above.
  const isOnly = accounts.length === 1
  const { say } = words
  const { shown } = request
  const isTest = request.kind === 'test'
  return (
    <div className="top">
      <p className="step whose-line">
        <Letter {...account.organisation} />
        <span>
          {isOnly ? '' : account.organisation.name}
          {!isOnly && <br />}
          <Login login={account.account.login} />
        </span>
      </p>
      <Heading>{say(isTest ? 'app.ask.test' : 'app.ask.heading')}</Heading>
      {isTest && <p className="lead">{say('app.ask.test-lead')}</p>}
      <p className="asked-for">
        <b>{shown.application ?? shown.service}</b>
        <span>{placeLine(words, shown)}</span>
      </p>
    </div>
  )
}

/** Told in words, and read aloud only when little is left. */
function TimeLeft({ left }: { readonly left: number }): ReactNode {
  const { say } = useWords()
  const isSoon = left <= 20 && left % 10 === 0
  return (
    <p className="small">
      {left < 120
        ? say('app.ask.left', { seconds: left })
        : say('app.ask.left-minutes', { minutes: Math.round(left / 60) })}
      <span className="heard" role="status">
        {isSoon ? say('app.ask.left', { seconds: left }) : ''}
      </span>
    </p>
  )
}
