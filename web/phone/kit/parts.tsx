// The parts that every screen is made of: card, heading, button, field, what went wrong. Must never
// grey anything out: a press that cannot go on says what is missing.
import { useEffect, useId, useRef, type ReactNode } from 'react'
import { whole } from './whole.tsx'

/** The focus is on the heading of a new screen: whoever listens hears where they are. */
export function Heading({ children }: { readonly children: ReactNode }): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    for (const scrolled of [document.documentElement, document.getElementById('main')])
      scrolled?.scrollTo(0, 0)
    heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <h1 ref={heading} tabIndex={-1}>
      {whole(children)}
    </h1>
  )
}

export const Card = ({ children }: { readonly children: ReactNode }): ReactNode => (
  <div className="card">{children}</div>
)

interface Press {
  readonly children: ReactNode
  readonly press: () => void
}

export const Main = ({ children, press }: Press): ReactNode => (
  <button type="button" className="ds-button wide" data-variant="primary" onClick={press}>
    {whole(children)}
  </button>
)

export const Other = ({ children, press }: Press): ReactNode => (
  <button type="button" className="ds-button wide" data-variant="secondary" onClick={press}>
    {whole(children)}
  </button>
)

export const Quiet = ({ children, press }: Press): ReactNode => (
  <button type="button" className="ds-link quiet" onClick={press}>
    {whole(children)}
  </button>
)

/** What went wrong, read aloud at once. The place stands empty before, or nothing would be read. */
export const Problem = ({ text, id }: { readonly text?: string; readonly id?: string }) => (
  <p className="problem" role="alert" id={id} hidden={text === undefined}>
    {whole(text)}
  </p>
)

export const Told = ({ children }: { readonly children: ReactNode }): ReactNode => (
  <p className="told told-well" role="status">
    {whole(children)}
  </p>
)

interface FieldIs {
  readonly label: ReactNode
  readonly value: string
  readonly change: (value: string) => void
  readonly problem?: string | undefined
  readonly hint?: string
  readonly type?: 'text' | 'password'
  readonly digits?: boolean
  readonly look?: string
}

export function Field(is: FieldIs): ReactNode {
  const id = useId()
  const about = [is.hint && `${id}-hint`, is.problem && `${id}-problem`].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label htmlFor={id}>{whole(is.label)}</label>
      {is.hint && (
        <p className="small" id={`${id}-hint`}>
          {whole(is.hint)}
        </p>
      )}
      <input
        id={id}
        className={`ds-input ${is.look ?? ''}`}
        type={is.type ?? 'text'}
        inputMode={is.digits ? 'numeric' : 'text'}
        autoComplete="off"
        autoCapitalize={is.look === 'short' ? 'characters' : 'none'}
        spellCheck={false}
        value={is.value}
        onChange={(event) => is.change(event.target.value)}
        aria-invalid={is.problem ? true : undefined}
        aria-describedby={about || undefined}
      />
      <Problem id={`${id}-problem`} {...(is.problem && { text: is.problem })} />
    </div>
  )
}

interface FormIs {
  readonly children: ReactNode
  readonly send: () => void
}

export const Form = ({ children, send }: FormIs): ReactNode => (
  <form
    className="card"
    noValidate
    onSubmit={(event) => {
      event.preventDefault()
      send()
    }}
  >
    {children}
  </form>
)

export const Send = ({ children }: { readonly children: ReactNode }): ReactNode => (
  <button type="submit" className="ds-button wide" data-variant="primary">
    {children}
  </button>
)
