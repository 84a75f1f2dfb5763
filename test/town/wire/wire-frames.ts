// Reads PostgreSQL's protocol as far as a count needs it: which statement begins, by which name,
// and when its answer is whole. Everything else is bytes that go on unread.

export interface Crossing {
  /** The prepared statement's name; for one without a name, its first word. */
  readonly name: string
  readonly text: string
  /** Prepared by name, as all of the house's own are; the queue's are not. */
  readonly isNamed: boolean
  /** The database counts all of them; a bar on statements counts `statement`. */
  readonly kind: 'statement' | 'begin' | 'commit' | 'rollback' | 'session'
  /** Which connection it went over, counted from 1. */
  readonly line: number
}

interface Frame {
  readonly type: string
  readonly body: Buffer
  readonly raw: Buffer
}

/** Parse, Bind, Describe, Execute, Close, Flush: they go on together when Sync comes. */
const inAGroup = new Set(['P', 'B', 'D', 'E', 'C', 'H'])

export interface Reader {
  /** Whole groups of what the server sent: up to Sync, or one simple query. */
  sent(bytes: Buffer): Iterable<{ readonly crossing?: Crossing; readonly raw: Buffer }>
  /** What the database answered; `isReady` ends the answer to one group. */
  answered(bytes: Buffer): Iterable<{ readonly isReady: boolean; readonly raw: Buffer }>
}

export function openReader(line: number): Reader {
  const near = openFrames(true)
  const far = openFrames(false)
  const texts = new Map<string, string>()
  let group: Buffer[] = []
  let named: string | undefined
  let answer: Buffer[] = []
  let isBusy = false

  function read({ type, body }: Frame): Crossing | undefined {
    if (type === 'P') {
      const [name, text] = wordsIn(body)
      texts.set(name, text)
      named ??= name
    } else if (type === 'B') named = wordsIn(body)[1]
    else if (type === 'Q') return crossingOf('', wordsIn(body)[0], line)
    else if (type === 'S' && named !== undefined) {
      const name = named
      named = undefined
      return crossingOf(name, texts.get(name) ?? '', line)
    }
    return undefined
  }

  return {
    *sent(bytes: Buffer) {
      for (const frame of near(bytes)) {
        group.push(frame.raw)
        const crossing = read(frame)
        if (!crossing && inAGroup.has(frame.type)) continue
        const raw = Buffer.concat(group)
        group = []
        isBusy ||= crossing !== undefined
        yield crossing ? { crossing, raw } : { raw }
      }
    },
    *answered(bytes: Buffer) {
      for (const { type, raw } of far(bytes)) {
        answer.push(raw)
        // An answer is kept until it is whole, so that it can be kept back whole.
        if (isBusy && type !== 'Z') continue
        const whole = Buffer.concat(answer)
        answer = []
        const isReady = isBusy && type === 'Z'
        if (isReady) isBusy = false
        yield { isReady, raw: whole }
      }
    },
  }
}

/** The first message of a connection has no type; every later one has. */
function openFrames(hasOpening: boolean): (bytes: Buffer) => Generator<Frame> {
  let kept: Buffer = Buffer.alloc(0)
  let isOpening = hasOpening
  return function* frames(bytes) {
    kept = Buffer.concat([kept, bytes])
    for (;;) {
      const typed = isOpening ? 0 : 1
      if (kept.length < typed + 4) return
      const length = typed + kept.readInt32BE(typed)
      if (kept.length < length) return
      const raw = kept.subarray(0, length)
      kept = kept.subarray(length)
      const type = isOpening ? '' : raw.toString('latin1', 0, 1)
      isOpening = false
      yield { type, body: raw.subarray(typed + 4), raw }
    }
  }
}

function wordsIn(body: Buffer): readonly [string, string] {
  const [first = '', second = ''] = body.toString('utf8').split('\0')
  return [first, second]
}

const kinds = ['begin', 'commit', 'rollback'] as const

function crossingOf(name: string, text: string, line: number): Crossing {
  const word = /^\s*(\w+)/.exec(text)?.[1]?.toLowerCase() ?? ''
  const kind =
    kinds.find((each) => each === word) ??
    (word === 'set' || word === 'listen' ? 'session' : 'statement')
  return { name: name || word, text, isNamed: name !== '', kind, line }
}
