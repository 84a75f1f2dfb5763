// On the new phone: what the old one's picture leads to. Whose account, this phone's own lock, and
// then the two words, until the old phone gives it away.
import { useEffect, useState, type ReactNode } from 'react'
import { EndsHere } from '../coming.tsx'
import { lockAs } from '../codes/vault.ts'
import { takeMovedCodes } from '../codes/moved-codes.ts'
import { browsing, isInstalled } from '../install/here.ts'
import { ToHomeScreen } from '../install/to-home-screen.tsx'
import { deviceName, systemOf } from '../install/which-phone.ts'
import { Card, Heading, Main, Problem } from '../kit/parts.tsx'
import { sayTrouble } from '../kit/said.ts'
import { claimPhone, type ClaimedHere } from '../protocol/adding.ts'
import { isInPicture, pairOf, peekMove } from '../protocol/moving.ts'
import { turnOn } from '../protocol/rings.ts'
import type { MovePeeked, Pair } from '../protocol/spoken.ts'
import { goInstead, rememberDone } from '../places.ts'
import { look, refreshAccounts, useApp, useWords } from '../state.ts'
import { ConfirmPhone, type Add } from './confirm-phone.tsx'

interface ClaimIs {
  readonly code: string
  readonly print: string
}

export function Claim({ code, print }: ClaimIs): ReactNode {
  const words = useWords()
  const { say } = words
  const [peeked, setPeeked] = useState<MovePeeked>()
  const [problem, setProblem] = useState<string>()
  const [claimed, setClaimed] = useState<ClaimedHere>()
  const [isSkipped, setSkipped] = useState(false)
  useEffect(() => {
    peekMove(code).then(setPeeked, (fault: unknown) => setProblem(sayTrouble(words, fault)))
  }, [code])
  if (claimed) return <Compared {...claimed} />
  if (!peeked)
    return (
      <Card>
        <Heading>{say(problem === undefined ? 'app.add.looking' : 'app.add.not-found')}</Heading>
        <Problem {...(problem !== undefined && { text: problem })} />
      </Card>
    )
  if (systemOf(browsing) === 'ios' && !isInstalled() && !isSkipped)
    return <ToHomeScreen peeked={peeked} skip={() => setSkipped(true)} />
  const claim: Add = async (lock) => {
    const name = deviceName(browsing) || say('app.add.other-device')
    const system = systemOf(browsing)
    const here = await claimPhone({ code, print, peeked, name, system, lock })
    rememberDone(code)
    await refreshAccounts()
    await lockAs(here.account)
    setClaimed(here)
    await look(here.account)
  }
  return <ConfirmPhone peeked={peeked} add={claim} />
}

/** What both show, when the old phone has shown a key that is the one in its picture. */
function usePair({ account: { id, movePrint }, to }: ClaimedHere): Pair | 'stranger' | undefined {
  const { looks } = useApp()
  const [pair, setPair] = useState<Pair | 'stranger'>()
  const key = looks[id]?.moving?.key
  useEffect(() => {
    if (key === undefined) return
    void isInPicture(key, movePrint).then(async (is) =>
      setPair(is ? await pairOf(key, to) : 'stranger'),
    )
  }, [key?.x])
  return pair
}

function Compared(here: ClaimedHere): ReactNode {
  const { account } = here
  const { words, accounts } = useApp()
  const { say } = words
  const pair = usePair(here)
  const now = accounts.find(({ id }) => id === account.id)
  const isOver = now?.state === 'stands'
  useEffect(() => {
    if (!isOver || !now) return
    void takeMovedCodes()
    void turnOn(now).catch(() => false)
  }, [isOver])
  if (isOver)
    return (
      <Card>
        <EndsHere />
        <Heading>{say('app.claim.done')}</Heading>
        <p className="lead">{say('app.claim.done-text')}</p>
        <Main press={() => goInstead({ at: 'apps' })}>{say('app.given.to-app')}</Main>
      </Card>
    )
  return (
    <Card>
      <Heading>{say('app.claim.compare')}</Heading>
      {pair === 'stranger' && <Problem text={say('app.claim.stranger')} />}
      {pair !== undefined && pair !== 'stranger' && (
        <p className="note">{say('app.claim.pair', { pair: words.pair(pair) })}</p>
      )}
      <p className="waiting" role="status">
        {say('app.claim.waiting')}
      </p>
    </Card>
  )
}
