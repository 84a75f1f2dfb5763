// The app with nothing in it yet: scan what stands on the PC, or type its code. Must never say that
// something is wrong: whoever starts here has only come early.
import { useState, type ReactNode } from 'react'
import { Field, Form, Heading, Main, Other, Quiet, Send } from '../kit/parts.tsx'
import { readCode } from '../protocol/adding.ts'
import { go } from '../places.ts'
import { useWords } from '../state.ts'
import { Languages } from './languages.tsx'
import { whole } from '../kit/whole.tsx'

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

/**
 * Whoever has a new phone moves from the old one; whoever has none begins on the PC. Asked here
 * alone, where nothing is kept yet: a backup that was put back has no key.
 */
function OtherPhone(): ReactNode {
  const { say } = useWords()
  const [has, setHas] = useState<boolean>()
  return (
    <section className="card other-phone">
      <h2>{say('app.begin.other')}</h2>
      <p className="yes-no">
        {[true, false].map((is) => (
          <button
            key={String(is)}
            type="button"
            className="ds-button"
            data-variant="secondary"
            aria-pressed={has === is}
            onClick={() => setHas(is)}
          >
            {say(is ? 'app.begin.yes' : 'app.begin.no')}
          </button>
        ))}
      </p>
      <p role="status" hidden={has === undefined}>
        {has !== undefined && whole(say(has ? 'app.begin.yes-text' : 'app.begin.no-text'))}
      </p>
      {has === true && <Other press={() => go({ at: 'scan' })}>{say('app.begin.yes-go')}</Other>}
    </section>
  )
}

export function Begin(): ReactNode {
  const { say } = useWords()
  return (
    <>
      <div className="card">
        <Heading>{say('app.begin.heading')}</Heading>
        <p className="lead">{whole(say('app.begin.lead'))}</p>
        <Main press={() => go({ at: 'scan' })}>{say('app.begin.scan')}</Main>
      </div>
      <CodeField />
      <OtherPhone />
      <div className="aside">
        <Quiet press={() => go({ at: 'codes' })}>{say('app.begin.codes')}</Quiet>
      </div>
      <Languages />
    </>
  )
}
