// «Ny mobil?» on the old phone: a picture for the new one, the two words that both show, and then
// the press that gives the account and the codes away.
import { useEffect, useState, type ReactNode } from 'react'
import { EndsHere } from '../coming.tsx'
import { writeMoved } from '../codes/moved-codes.ts'
import { goAlong, handOver } from '../codes/given-codes.ts'
import { countCodes, readCodes } from '../codes/vault.ts'
import { useNow } from '../kit/clock.ts'
import { Card, Heading, Main, Problem, Quiet } from '../kit/parts.tsx'
import { sayTrouble } from '../kit/said.ts'
import { ownLock } from '../protocol/answering.ts'
import type { Account } from '../protocol/accounts.ts'
import type { Prove } from '../protocol/message.ts'
import { offerMove, type Offered } from '../protocol/moving.ts'
import type { Newcomer, Pair } from '../protocol/spoken.ts'
import { forget, set, useApp, useWords } from '../state.ts'
import { goInstead, type Tab } from '../places.ts'
import { AskPin } from './ask-pin.tsx'
import { Unlocked } from './unlocked.tsx'

export function MoveAway({ account }: { readonly account: Account }): ReactNode {
  const { codes } = useApp()
  // As it was when this began: none are left when they have gone along.
  const [isWithCodes] = useState(codes > 0)
  // The codes go along, so that they are opened first.
  return isWithCodes ? (
    <Unlocked>
      <Away account={account} />
    </Unlocked>
  ) : (
    <Away account={account} />
  )
}

function Away({ account }: { readonly account: Account }): ReactNode {
  const { words, looks } = useApp()
  const [offered, setOffered] = useState<Offered>()
  const [problem, setProblem] = useState<string>()
  const [isAsking, setAsking] = useState(false)
  const [isGiven, setGiven] = useState(false)
  useEffect(() => {
    offerMove(account).then(setOffered, (fault: unknown) => setProblem(sayTrouble(words, fault)))
  }, [account.id])
  // The first that came is the one that is compared: whatever is said later.
  const [came, setCame] = useState<Compared>()
  const moving = looks[account.id]?.moving
  useEffect(() => {
    if (!offered || came || !moving || !('phone' in moving)) return
    offered.show(moving).then(
      (pair) => setCame({ ...moving, pair }),
      (fault: unknown) => setProblem(sayTrouble(words, fault)),
    )
  }, [offered, moving])
  const give = async (prove: Prove | undefined) => {
    if (!came || !offered) return
    try {
      const codes = await readCodes()
      const along = writeMoved(goAlong(codes))
      await handOver(account, codes, () => offered.give(came, along, prove))
      set({ codes: await countCodes() })
      setGiven(true)
    } catch (fault) {
      setProblem(sayTrouble(words, fault))
      setAsking(false)
    }
  }
  if (isGiven) return <Given account={account} />
  if (isAsking) return <AskPin account={account} opened={give} back={() => setAsking(false)} />
  if (came)
    return (
      <Compare
        came={came}
        problem={problem}
        go={() => (account.lock.kind === 'pin' ? setAsking(true) : void give(ownLock(account)))}
      />
    )
  return <ShowPicture offered={offered} problem={problem} />
}

interface ShowPictureIs {
  readonly offered: Offered | undefined
  readonly problem: string | undefined
}

function ShowPicture({ offered, problem }: ShowPictureIs): ReactNode {
  const { say } = useWords()
  const now = useNow() / 1000
  const left = offered === undefined ? 0 : Math.ceil(offered.until - now)
  return (
    <Card>
      <Heading>{say('app.move.heading')}</Heading>
      <ol>
        <li>{say('app.move.open')}</li>
        <li>{say('app.move.scan')}</li>
      </ol>
      <Problem {...(problem !== undefined && { text: problem })} />
      {offered && left > 0 && (
        <>
          <Picture text={offered.address} />
          <p className="small">{say('app.ask.left', { seconds: left })}</p>
        </>
      )}
      {offered && left <= 0 && <p role="status">{say('app.move.over')}</p>}
      <Quiet press={() => history.back()}>{say('app.cancel')}</Quiet>
    </Card>
  )
}

type Compared = Newcomer & { readonly pair: Pair }

interface CompareIs {
  readonly came: Compared
  readonly problem: string | undefined
  readonly go: () => void
}

function Compare({ came, problem, go }: CompareIs): ReactNode {
  const words = useWords()
  const { say } = words
  return (
    <Card>
      <Heading>{say('app.move.compare')}</Heading>
      <p className="note">
        {say('app.move.pair', { pair: words.pair(came.pair), name: came.name })}
      </p>
      <Problem {...(problem !== undefined && { text: problem })} />
      <Main press={go}>{say('app.move.go')}</Main>
      <Quiet press={() => history.back()}>{say('app.cancel')}</Quiet>
    </Card>
  )
}

function Given({ account }: { readonly account: Account }): ReactNode {
  const { say } = useWords()
  const leave = (at: Tab) => void forget(account).then(() => goInstead({ at }))
  return (
    <Card>
      <EndsHere leave={() => leave('approve')} />
      <Heading>{say('app.move.given')}</Heading>
      <p className="lead">{say('app.move.given-text')}</p>
      <Main press={() => leave('me')}>{say('app.given.to-app')}</Main>
    </Card>
  )
}

/** The writer of such pictures is a chunk of its own too. */
function Picture({ text }: { readonly text: string }): ReactNode {
  const { say } = useWords()
  const [points, setPoints] = useState<readonly (readonly boolean[])[]>([])
  useEffect(() => {
    void import('../scan/draw-qr.ts').then(({ drawQr }) => setPoints(drawQr(text)))
  }, [text])
  const size = points.length
  if (size === 0) return undefined
  const path = points
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('')
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={say('app.move.picture')}
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  )
}
