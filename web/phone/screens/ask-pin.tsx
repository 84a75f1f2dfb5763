// The PIN of the app, before something is approved. Tries are counted by the house, and told.
import { useState, type ReactNode } from 'react'
import { Field, Form, Heading, Quiet, Send } from '../kit/parts.tsx'
import { sayTrouble } from '../kit/said.ts'
import type { Account } from '../protocol/accounts.ts'
import type { Prove } from '../protocol/message.ts'
import { openPinLock } from '../protocol/pin-lock.ts'
import { wordOf } from '../protocol/trouble.ts'
import { afterTrouble, useWords } from '../state.ts'

interface AskPinIs {
  readonly account: Account
  readonly opened: (prove: Prove) => Promise<void>
  readonly back: () => void
}

export function AskPin({ account, opened, back }: AskPinIs): ReactNode {
  const words = useWords()
  const { say } = words
  const [pin, setPin] = useState('')
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const send = async () => {
    if (isBusy) return
    if (pin === '') return setProblem(say('app.pin.missing'))
    setBusy(true)
    try {
      const proof = await openPinLock(account, pin)
      if (typeof proof === 'function') return await opened(proof)
      setPin('')
      setProblem(say('app.pin.wrong', { left: proof.left }))
    } catch (fault) {
      setProblem(sayTrouble(words, fault))
      const word = wordOf(fault)
      if (word === 'locked' || word === 'unknown-phone') await afterTrouble(account, word)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Form send={() => void send()}>
      <Heading>{say('app.pin.ask')}</Heading>
      <Field
        label={say('app.pin.first')}
        type="password"
        digits
        value={pin}
        change={setPin}
        problem={problem}
        look="short"
      />
      <Send>{say(isBusy ? 'app.ask.busy' : 'app.ask.approve')}</Send>
      <Quiet press={back}>{say('app.back')}</Quiet>
    </Form>
  )
}
