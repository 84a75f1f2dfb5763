// What is behind the lock of the app: the codes. Open for two minutes, then locked again. Must
// never show a code while it is locked.
import { useEffect, useState, type ReactNode } from 'react'
import { isOpen, lockAs, lockKind, lockVault, openVault, secondsOpen } from '../codes/vault.ts'
import { Card, Heading, Main, Problem } from '../kit/parts.tsx'
import { useApp, useWords } from '../state.ts'

type Kind = 'none' | 'passkey'

/** A vault that is not made yet is made, with the lock that this phone has. */
function useLock(): { readonly kind: Kind | undefined; readonly isNew: boolean } {
  const { accounts } = useApp()
  const [lock, setLock] = useState<{ kind: Kind; isNew: boolean }>()
  useEffect(() => {
    void lockKind().then((kept) => {
      const first = accounts.find(({ state }) => state !== 'over')?.lock.kind
      // A PIN opens nothing here (codes/vault.ts).
      const own = first === 'passkey' ? first : 'none'
      setLock({ kind: kept ?? own, isNew: kept === undefined })
    })
  }, [accounts])
  return { kind: lock?.kind, isNew: lock?.isNew ?? false }
}

export function Unlocked({ children }: { readonly children: ReactNode }): ReactNode {
  const { accounts } = useApp()
  const { kind, isNew } = useLock()
  const [isHere, setHere] = useState(isOpen)
  useEffect(() => {
    if (!isHere) return
    const timer = setTimeout(() => setHere(isOpen()), secondsOpen() * 1000 + 50)
    return () => clearTimeout(timer)
  }, [isHere])
  const openWith = async (): Promise<boolean> => {
    if (!isNew) return openVault()
    const first = accounts.find(({ state }) => state !== 'over')
    if (kind === 'passkey' && first) await lockAs(first)
    else await lockVault({ kind: 'none' })
    return isOpen()
  }
  const open = async (): Promise<boolean> => {
    const opened = await openWith()
    setHere(opened)
    return opened
  }
  if (isHere) return children
  if (kind === undefined) return undefined
  return <ByPhone kind={kind} isNew={isNew} open={open} />
}

interface ByPhoneIs {
  readonly kind: Kind
  readonly isNew: boolean
  readonly open: () => Promise<boolean>
}

function ByPhone({ kind, isNew, open }: ByPhoneIs): ReactNode {
  const { say } = useWords()
  const [problem, setProblem] = useState<string>()
  const isFree = kind === 'none' || isNew
  useEffect(() => {
    if (isFree) void open()
  }, [isFree])
  const press = () =>
    void open().then(
      (opened) => setProblem(opened ? undefined : say('app.codes.not-opened')),
      () => setProblem(say('app.codes.not-opened')),
    )
  if (isFree) return undefined
  return (
    <Card>
      <Heading>{say('app.codes.heading')}</Heading>
      <p className="lead">{say('app.codes.locked')}</p>
      <Problem {...(problem !== undefined && { text: problem })} />
      <Main press={press}>{say('app.codes.show')}</Main>
    </Card>
  )
}
