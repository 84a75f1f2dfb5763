// The number from the PC: drawn as boxes, with digit keys of our own, so that nobody must bring up
// a keyboard. One labelled field underneath takes what is typed and is what a screen reader meets.
import { useEffect, useId, type ReactNode } from 'react'
import { useWords } from '../state.ts'
import { whole } from './whole.tsx'

interface DigitsIs {
  readonly label: string
  readonly count: number
  readonly value: string
  readonly change: (value: string) => void
  readonly problem?: string | undefined
}

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '', '0', 'back'] as const

export function Digits({ label, count, value, change, problem }: DigitsIs): ReactNode {
  const id = useId()
  useKeyboard(value, change, count)
  const take = (typed: string) => change(typed.replaceAll(/\D/g, '').slice(0, count))
  return (
    <div className="number-field">
      <label htmlFor={id}>{whole(label)}</label>
      <div className="boxes">
        <input
          id={id}
          inputMode="none"
          autoComplete="off"
          value={value}
          maxLength={count}
          onChange={(event) => take(event.target.value)}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? `${id}-problem` : undefined}
        />
        {Array.from({ length: count }, (_, at) => (
          <span key={at} aria-hidden="true" data-next={at === value.length || undefined}>
            {value[at] ?? ''}
          </span>
        ))}
      </div>
      <p className="problem" role="alert" id={`${id}-problem`} hidden={!problem}>
        {problem}
      </p>
      <Keys press={(key) => take(key === 'back' ? value.slice(0, -1) : value + key)} />
    </div>
  )
}

/** The focus is on the heading, for whoever listens; whoever has keys types all the same. */
function useKeyboard(value: string, change: (value: string) => void, count: number): void {
  useEffect(() => {
    const typed = ({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent): void => {
      if (target instanceof HTMLInputElement || ctrlKey || metaKey || altKey) return
      if (/^\d$/.test(key) && value.length < count) change(value + key)
      if (key === 'Backspace') change(value.slice(0, -1))
    }
    addEventListener('keydown', typed)
    return () => removeEventListener('keydown', typed)
  }, [value, change, count])
}

function Keys({ press }: { readonly press: (key: string) => void }): ReactNode {
  const { say } = useWords()
  return (
    <div className="keys" role="group" aria-label={say('app.number.keys')}>
      {keys.map((key) =>
        key === '' ? (
          <span key="gap" />
        ) : (
          <button
            key={key}
            type="button"
            onClick={() => press(key)}
            {...(key === 'back' && { 'aria-label': say('app.number.back') })}
          >
            {key === 'back' ? <BackSign /> : key}
          </button>
        ),
      )}
    </div>
  )
}

const BackSign = (): ReactNode => (
  <svg viewBox="0 0 24 24" className="icon" aria-hidden="true">
    <path d="M8 5h12v14H8l-6-7zM11 9l5 6m0-6-5 6" />
  </svg>
)
