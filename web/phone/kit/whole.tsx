// «PC-en» is one word: on a narrow screen it would be broken after its hyphen. A sign that cannot
// be broken would be read aloud otherwise, and is not in every font.
import type { ReactNode } from 'react'

export const whole = (text: ReactNode): ReactNode =>
  typeof text !== 'string'
    ? text
    : text.split(/(PC-\p{L}+)/u).map((piece, at) =>
        at % 2 === 0 ? (
          piece
        ) : (
          <span key={at} className="whole">
            {piece}
          </span>
        ),
      )
