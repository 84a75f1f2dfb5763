// A phone that speaks: it signs its messages, counts them, names each after the last that was
// answered, and says one at a time. All of that is written down before a message leaves, or a phone
// that is switched off in the middle would be taken for a copy. Must never say one message twice.
import { type KeyObject, randomBytes } from 'node:crypto'
import { text } from './keys.ts'
import { addressOf, type Heard, type Line, post, yesOrThrow } from './line.ts'
import { message } from './message.ts'

/** Where a phone stands in the line of its messages. */
export interface Place {
  /** The number of the last message. */
  readonly n: number
  /** The name of the last one that was answered. */
  readonly after?: string | undefined
  /** The name of what was said since and not answered: the next try has the same. */
  readonly link?: string | undefined
}

export interface Speaking extends Place {
  /** The phone address of the house. */
  readonly at: string
  readonly key: KeyObject
  /** None before the house has given it. */
  readonly phone?: string | undefined
  readonly line: Line
  /** In seconds since 1970. */
  now(): number
  /** Called before each message and after its answer, and when the phone gets its name. */
  keep(known: Place & { readonly phone?: string | undefined }): void
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
  let { n, after, link, phone } = speaking
  const known = () => ({ n, after, link, phone })
  /** It was heard: what is said next comes after it. */
  const isAnswered = (): void => {
    after = link ?? after
    link = undefined
    keep(known())
  }
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
      keep(known())
    },
    next(act, more = {}) {
      n += 1
      link ??= text(randomBytes(12))
      keep(known())
      const place = { n, link, ...(after !== undefined && { after }) }
      const payload = { act, aud, at: Math.floor(now()), ...place, ...more }
      return message(phone === undefined ? { key } : { key, phone }, payload)
    },
    ask: (act, more, beside = nothing) =>
      inTurn(async () => {
        const said = speaker.next(act, more)
        const heard = await post(line, addressOf(at, act), { said, ...beside(said) })
        if (heard.status < 400) isAnswered()
        return heard
      }),
    async say(act, more, beside) {
      return yesOrThrow(await speaker.ask(act, more, beside))
    },
    async hear() {
      const answer = await inTurn(() =>
        line(addressOf(at, 'hear'), JSON.stringify({ said: speaker.next('hear') })),
      )
      if (!answer.ok) yesOrThrow({ status: answer.status, body: await answer.json() })
      isAnswered()
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
