// Whoever looks at how it stands with somebody leaves an Event: who looked, at whom, and what was
// asked. Must never keep what the answer was.
import { recordEvent } from '../events/events.ts'
import type { Moment } from '../moment.ts'

/** How it stands with them, and what has happened. */
export const tellLook = (moment: Moment, person: string, actor: string): Promise<void> =>
  recordEvent(moment, 'person.looked-up', { person, actor, data: { about: 'person' } })

interface AskedWhatIf {
  readonly person: string
  /** Whoever asks, by id, or `command`. */
  readonly actor: string
  readonly application?: string | undefined
  readonly address?: string | undefined
  readonly at?: Date | undefined
  readonly browser?: string | undefined
  readonly wants?: string | undefined
}

export const tellWhatIf = (moment: Moment, asked: AskedWhatIf): Promise<void> => {
  const { person, actor, application, address, at, browser, wants } = asked
  return recordEvent(moment, 'person.looked-up', {
    person,
    actor,
    data: {
      about: 'what-if',
      ...(application !== undefined && { application }),
      ...(address !== undefined && { from: address }),
      ...(at && { at }),
      ...(browser !== undefined && { browser }),
      ...(wants !== undefined && { wants }),
    },
  })
}
