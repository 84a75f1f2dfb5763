// What is behind the lock of the app: the codes. Open for two minutes, then locked again. Must
// never show a code while it is locked.
import { useEffect, useState, type ReactNode } from 'react'
import { isOpen, lockAs, lockKind, lockVault, openVault, secondsOpen } from '../codes/vault.ts'
import { Card, Field, Form, Heading, Main, Problem, Send } from '../kit/parts.tsx'
import { useApp, useWords } from '../state.ts'

type Kind = 'none' | 'pin' | 'passkey'

/** A vault that is not made yet is made, with the lock that this phone has. */
function useLock(): { readonly kind: Kind | undefined; readonly isNew: boolean } {
  const { accounts } = useApp()
  const [lock, setLock] = useState<{ kind: Kind; isNew: boolean }>()
  useEffect(() => {
    void lockKind().then((kept) => {
      const first = accounts.find(({ state }) => state !== 'over')?.lock.kind
      setLock({ kind: kept ?? first ?? 'none', isNew: kept === undefined })
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
  const openWith = async (pin?: string): Promise<boolean> => {
    if (!isNew) return openVault(pin)
    const first = accounts.find(({ state }) => state !== 'over')
    if (kind === 'pin' && pin !== undefined) await lockVault({ kind: 'pin', pin })
    else if (first) await lockAs(first)
    else await lockVault({ kind: 'none' })
    return isOpen()
  }
  const open = async (pin?: string): Promise<boolean> => {
    const opened = await openWith(pin)
    setHere(opened)
    return opened
  }
  if (isHere) return children
  if (kind === undefined) return undefined
  return kind === 'pin' ? <ByPin open={open} /> : <ByPhone kind={kind} isNew={isNew} open={open} />
}

interface ByPhoneIs {
  readonly kind: Kind
  readonly isNew: boolean
  readonly open: (pin?: string) => Promise<boolean>
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

function ByPin({ open }: Pick<ByPhoneIs, 'open'>): ReactNode {
  const { say } = useWords()
  const [pin, setPin] = useState('')
  const [problem, setProblem] = useState<string>()
  const send = async () => {
    if (pin === '') return setProblem(say('app.pin.missing'))
    const isRight = await open(pin)
    setPin('')
    if (!isRight) setProblem(say('app.pin.wrong-here'))
  }
  return (
    <Form send={() => void send()}>
      <Heading>{say('app.codes.heading')}</Heading>
      <p className="lead">{say('app.codes.locked')}</p>
      <Field
        label={say('app.pin.first')}
        type="password"
        digits
        value={pin}
        change={setPin}
        problem={problem}
        look="short"
      />
      <Send>{say('app.codes.show')}</Send>
    </Form>
  )
}
