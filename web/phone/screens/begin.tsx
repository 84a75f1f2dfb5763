// The app with nothing in it yet: scan what stands on the PC, or type its code. Must never say that
// something is wrong: whoever starts here has only come early.
import { useState, type ReactNode } from 'react'
import { Field, Form, Heading, Quiet, Send, Main } from '../kit/parts.tsx'
import { readCode } from '../protocol/adding.ts'
import { go } from '../places.ts'
import { useWords } from '../state.ts'
import { Languages } from './languages.tsx'

export function CodeField(): ReactNode {
  const { say } = useWords()
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string>()
  const send = () => {
    const code = readCode(typed)
    if (code !== '') return go({ at: 'add', code })
    setProblem(say('app.begin.code-problem'))
  }
  return (
    <Form send={send}>
      <Field
        label={say('app.begin.code')}
        hint={say('app.begin.code-hint', { example: '7F2K-9MDQ' })}
        value={typed}
        change={setTyped}
        problem={problem}
        look="short"
      />
      <Send>{say('app.next')}</Send>
    </Form>
  )
}

export function Begin(): ReactNode {
  const { say } = useWords()
  return (
    <>
      <div className="card">
        <Heading>{say('app.begin.heading')}</Heading>
        <p className="lead">{say('app.begin.lead')}</p>
        <Main press={() => go({ at: 'scan' })}>{say('app.begin.scan')}</Main>
      </div>
      <CodeField />
      <div className="aside">
        <p className="small">{say('app.begin.old-phone')}</p>
        <Quiet press={() => go({ at: 'codes' })}>{say('app.begin.codes')}</Quiet>
      </div>
      <Languages />
    </>
  )
}
