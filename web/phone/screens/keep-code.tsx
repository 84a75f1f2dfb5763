// A code account about to be kept: scanned, pasted or typed. What locks the codes is asked for
// first, where it is locked.
import { useEffect, useState, type ReactNode } from 'react'
import type { CodeAccount } from '../codes/code.ts'
import { readOtpauth, readTypedKey } from '../codes/otpauth.ts'
import { countCodes, keepCode } from '../codes/vault.ts'
import { Card, Field, Form, Heading, Main, Quiet, Send } from '../kit/parts.tsx'
import { go, goInstead } from '../places.ts'
import { set, useApp, useWords } from '../state.ts'
import { Unlocked } from './unlocked.tsx'

const keep = async (account: CodeAccount): Promise<void> => {
  await keepCode(account)
  set({ codes: await countCodes() })
  goInstead({ at: 'codes' })
}

interface KeepScannedIs {
  readonly account: CodeAccount
  readonly again: () => void
}

export function KeepScanned({ account, again }: KeepScannedIs): ReactNode {
  const { words, accounts } = useApp()
  const { say } = words
  const [isWanted, setWanted] = useState(false)
  const name = account.issuer || account.label || say('app.codes.nameless')
  if (isWanted)
    return (
      <Unlocked>
        <Keeping account={account} />
      </Unlocked>
    )
  return (
    <Card>
      <Heading>{say('app.keep.heading')}</Heading>
      <p className="lead">
        {say('app.keep.lead', { service: accounts[0]?.service ?? say('app.scan.us') })}
      </p>
      <p className="asked-for">
        <b>{name}</b>
        <span>{account.label}</span>
      </p>
      <Main press={() => setWanted(true)}>{say('app.keep.go')}</Main>
      <Quiet press={again}>{say('app.scan.again')}</Quiet>
    </Card>
  )
}

/** Kept as soon as the codes are open. */
function Keeping({ account }: { readonly account: CodeAccount }): ReactNode {
  const { say } = useWords()
  useEffect(() => void keep(account), [account])
  return (
    <Card>
      <Heading>{say('app.keep.keeping')}</Heading>
    </Card>
  )
}

/** By hand: an address or a key, and whose it is. */
export function AddCode(): ReactNode {
  const { say } = useWords()
  const [typed, setTyped] = useState('')
  const [issuer, setIssuer] = useState('')
  const [problem, setProblem] = useState<{ readonly key?: string; readonly issuer?: string }>({})
  const [account, setAccount] = useState<CodeAccount>()
  const send = () => {
    const whole = readOtpauth(typed)
    if (whole) return setAccount(whole)
    const read = readTypedKey(typed, issuer.trim())
    if (!read) return setProblem({ key: say('app.keep.no-key') })
    if (read.issuer === '') return setProblem({ issuer: say('app.keep.no-issuer') })
    setAccount(read)
  }
  if (account)
    return (
      <Unlocked>
        <Keeping account={account} />
      </Unlocked>
    )
  return (
    <Form send={send}>
      <Heading>{say('app.keep.by-hand')}</Heading>
      <Main press={() => go({ at: 'scan' })}>{say('app.codes.scan')}</Main>
      <Field
        label={say('app.keep.key')}
        hint={say('app.keep.key-hint')}
        value={typed}
        change={setTyped}
        problem={problem.key}
      />
      <Field
        label={say('app.keep.issuer')}
        hint={say('app.keep.issuer-hint')}
        value={issuer}
        change={setIssuer}
        problem={problem.issuer}
      />
      <Send>{say('app.keep.go')}</Send>
      <Quiet press={() => history.back()}>{say('app.back')}</Quiet>
    </Form>
  )
}
