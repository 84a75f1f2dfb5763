// A phone that speaks: it signs its messages, counts them, and says one at a time. The number is
// written down before a message leaves, or a phone that is switched off in the middle would use it
// twice. Must never say the same message again.
import type { KeyObject } from 'node:crypto'
import { addressOf, type Heard, type Line, post, yesOrThrow } from './line.ts'
import { message } from './message.ts'

export interface Speaking {
  /** The phone address of the house. */
  readonly at: string
  readonly key: KeyObject
  /** None before the house has given it. */
  readonly phone?: string | undefined
  /** The number of the last message. */
  readonly n: number
  readonly line: Line
  /** In seconds since 1970. */
  now(): number
  /** Called before each message, and when the phone gets its name. */
  keep(known: { readonly n: number; readonly phone?: string | undefined }): void
}

export interface Speaker {
  readonly at: string
  readonly key: KeyObject
  readonly phone: string | undefined
  isCalled(phone: string): void
  /** The next message, which nobody has sent yet. */
  next(act: string, more?: object): string
  /** Sends it; the next one waits until this one is answered. */
  say(act: string, more?: object, beside?: Beside): Promise<unknown>
  /** The answer whatever it is. */
  ask(act: string, more?: object, beside?: Beside): Promise<Heard>
  /** The house tells here whenever `look` would say something new, until it hangs up. */
  hear(): Promise<AsyncIterable<'moved'>>
}

/** What stands beside the message, such as the proof of the lock: it may speak of the message. */
export type Beside = (said: string) => object

const nothing: Beside = () => ({})

export function openSpeaker(speaking: Speaking): Speaker {
  const { at, key, line, now, keep } = speaking
  const aud = new URL(at).origin
  let { n, phone } = speaking
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <Result>(act: () => Promise<Result>): Promise<Result> => {
    const mine = turn.then(act, act)
    turn = mine.catch(() => undefined)
    return mine
  }
  const speaker: Speaker = {
    at,
    key,
    get phone() {
      return phone
    },
    isCalled(name) {
      phone = name
      keep({ n, phone })
    },
    next(act, more = {}) {
      n += 1
      keep({ n, phone })
      const payload = { act, aud, at: Math.floor(now()), n, ...more }
      return message(phone === undefined ? { key } : { key, phone }, payload)
    },
    ask: (act, more, beside = nothing) =>
      inTurn(() => {
        const said = speaker.next(act, more)
        return post(line, addressOf(at, act), { said, ...beside(said) })
      }),
    async say(act, more, beside) {
      return yesOrThrow(await speaker.ask(act, more, beside))
    },
    async hear() {
      const answer = await inTurn(() =>
        line(addressOf(at, 'hear'), JSON.stringify({ said: speaker.next('hear') })),
      )
      if (!answer.ok) yesOrThrow({ status: answer.status, body: await answer.json() })
      return movesIn(answer)
    },
  }
  return speaker
}

async function* movesIn(answer: Response): AsyncGenerator<'moved'> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const piece of answer.body ?? []) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line === 'data: moved') yield 'moved'
  }
}
