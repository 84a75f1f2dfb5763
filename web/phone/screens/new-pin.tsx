// A PIN of the app's own, where the phone has no lock that a web page may use. Typed twice, and
// never kept.
import { useState, type ReactNode } from 'react'
import { Field, Form, Heading, Send } from '../kit/parts.tsx'
import { pinDigitsMin } from '../protocol/pin-lock.ts'
import { useWords } from '../state.ts'

/** All alike, or one after the other: the first that anybody tries. */
const isEasy = (pin: string): boolean =>
  /^(\d)\1+$/.test(pin) ||
  '01234567890123456789'.includes(pin) ||
  '98765432109876543210'.includes(pin)

export function NewPin({ take }: { readonly take: (pin: string) => Promise<void> }): ReactNode {
  const { say } = useWords()
  const [pin, setPin] = useState('')
  const [again, setAgain] = useState('')
  const [problem, setProblem] = useState<{ readonly pin?: string; readonly again?: string }>({})
  const [isBusy, setBusy] = useState(false)
  const send = () => {
    if (isBusy) return
    const digits = pinDigitsMin
    if (!/^\d+$/.test(pin) || pin.length < digits)
      return setProblem({ pin: say('app.pin.too-short', { digits }) })
    if (isEasy(pin)) return setProblem({ pin: say('app.pin.too-easy') })
    if (pin !== again) return setProblem({ again: say('app.pin.not-alike') })
    setProblem({})
    setBusy(true)
    void take(pin).finally(() => setBusy(false))
  }
  return (
    <Form send={send}>
      <Heading>{say('app.pin.heading')}</Heading>
      <p className="lead">{say('app.pin.lead')}</p>
      <Field
        label={say('app.pin.first')}
        hint={say('app.pin.hint', { digits: pinDigitsMin })}
        type="password"
        digits
        value={pin}
        change={setPin}
        problem={problem.pin}
        look="short"
      />
      <Field
        label={say('app.pin.again')}
        type="password"
        digits
        value={again}
        change={setAgain}
        problem={problem.again}
        look="short"
      />
      <Send>{say(isBusy ? 'app.add.busy' : 'app.pin.go')}</Send>
    </Form>
  )
}
