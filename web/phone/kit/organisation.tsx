// Whose account it is: the organisation's logo, or the first letter on its own colour, the name,
// the account. Told apart by all three, never by the colour alone.
import { useState, type ReactNode } from 'react'
import type { AccountName, Organisation } from '../protocol/spoken.ts'

const channel = (part: string): number => {
  const value = Number.parseInt(part, 16) / 255
  return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

/** What can be read on this colour: WCAG's own luminance says which. */
function inkOn(color: string): '#000' | '#fff' {
  const [red = '0', green = '0', blue = '0'] = color.slice(1).match(/../g) ?? []
  const light = 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue)
  return light > 0.179 ? '#000' : '#fff'
}

const plain = '#40566b'

interface Mark {
  readonly name: string
  readonly color?: string
  readonly logo?: string
}

/** The logo, where there is one and it can be fetched; else the first letter on the colour. */
export function Letter({ name, color, logo }: Mark) {
  const [missing, setMissing] = useState<string>()
  if (logo?.startsWith('/logo/') && missing !== logo)
    return (
      <span className="letter plate" aria-hidden="true">
        <img src={logo} alt="" onError={() => setMissing(logo)} />
      </span>
    )
  const ground = color !== undefined && /^#[0-9a-f]{6}$/i.test(color) ? color : plain
  return (
    <span
      className="letter"
      aria-hidden="true"
      style={{ background: ground, color: inkOn(ground) }}
    >
      {name.slice(0, 1).toUpperCase()}
    </span>
  )
}

/** Too long for a line, it is broken where it has a joint. */
export function Login({ login }: { readonly login: string }): ReactNode {
  const [before, ...after] = login.split('@')
  if (after.length === 0) return login
  return (
    <>
      {before}@<wbr />
      {after.join('@')}
    </>
  )
}

interface Whose {
  readonly organisation: Organisation
  readonly account: AccountName
  readonly children?: ReactNode
}

export const WhoseAccount = ({ organisation, account, children }: Whose): ReactNode => (
  <div className="whose-account">
    <Letter {...organisation} />
    <div>
      <b>{organisation.name}</b>
      <p className="small">
        {account.name}
        <br />
        <Login login={account.login} />
      </p>
      {children}
    </div>
  </div>
)
