// An SMS gateway under our control: the demo's phone, which delivers, or refuses, holds, loses and
// doubles as a test wants. Nothing in it waits for a clock: what is held is let go by the test.
import { type Asked, type Phone, type Plan, startPhone } from '../../examples/phone/phone.ts'

const refused = (why: string) => ({
  status: 422,
  body: JSON.stringify({ refused: why }),
})

const refusals = {
  'not-a-mobile': refused('not-a-mobile'),
  barred: refused('barred'),
  'ported-recently': refused('ported-recently'),
  'unknown-number': refused('unknown-number'),
  'other refusal': refused('no more today'),
  'wrong secret': { status: 401, body: '' },
  'too many': { status: 429, body: '' },
  'elsewhere now': { status: 302, body: '' },
  'its own fault': { status: 500, body: '' },
  'not now': { status: 503, body: '' },
  nonsense: { status: 200, body: '<html>' },
} as const

export type Mode =
  | 'ok'
  /** The question is heard, and neither taken nor answered until `release`. */
  | 'slow'
  /** Taken, and never delivered. */
  | 'drop'
  | 'double'
  /** Taken, and delivered by `release`, in whatever order the test gives. */
  | 'hold'
  /** Delivered, and not answered until `release`. */
  | 'sent without an answer'
  | keyof typeof refusals

export interface TownGateway {
  readonly port: number
  readonly address: string
  readonly secret: string
  mode: Mode
  /** Every question that was heard, also what was refused: the ids, in order. */
  readonly asked: readonly string[]
  /** What arrived at a phone, in order, with the id it was asked by. */
  arrivedAt(number: string): readonly { readonly id: string; readonly text: string }[]
  readonly phone: Pick<Phone, 'calls' | 'answer' | 'press' | 'tell'>
  /** Resolves when somebody has asked, or something has arrived, so many times in all. */
  heard(times: number): Promise<void>
  arrived(times: number): Promise<void>
  /** Lets go what is held: all of it in order, or those named in the order named. */
  release(...ids: string[]): Promise<void>
  /** Nobody listens any more; `open` again on the same port. */
  close(): Promise<void>
  open(): Promise<void>
}

export async function openTownGateway(): Promise<TownGateway> {
  const secret = 'the-secret-of-the-town'
  const asked: string[] = []
  const held: { readonly id: string; readonly letGo: () => Promise<void> | void }[] = []
  const questions = counter()
  const arrivals = counter()
  let phone: Phone | undefined
  let port = 0
  const before: Phone['arrived'][number][] = []
  const here = (): Phone => {
    if (!phone) throw new Error('The gateway is away')
    return phone
  }

  function plan(message: Asked): Plan {
    asked.push(message.id)
    questions.add()
    const { mode } = town
    const { id } = message
    switch (mode) {
      case 'ok':
        return {}
      case 'drop':
        return { times: 0 }
      case 'double':
        return { times: 2 }
      case 'hold':
        held.push({ id, letGo: () => here().deliver(message) })
        return { times: 0 }
      case 'slow':
        return { before: new Promise<void>((letGo) => held.push({ id, letGo })) }
      case 'sent without an answer':
        return { after: new Promise<void>((letGo) => held.push({ id, letGo })) }
      default:
        return { refuse: refusals[mode] }
    }
  }

  const town: TownGateway = {
    get port() {
      return port
    },
    get address() {
      return `http://127.0.0.1:${port}`
    },
    secret,
    mode: 'ok',
    asked,
    arrivedAt: (number) =>
      [...before, ...(phone?.arrived ?? [])]
        .filter(({ to }) => to === number)
        .map(({ id, text }) => ({ id, text })),
    phone: {
      get calls() {
        return here().calls
      },
      answer: (call) => here().answer(call),
      press: (call, key) => here().press(call, key),
      tell: (message, state) => here().tell(message, state),
    },
    heard: questions.reached,
    arrived: arrivals.reached,
    async release(...ids) {
      for (const id of ids.length > 0 ? ids : held.map((one) => one.id)) {
        const at = held.findIndex((one) => one.id === id)
        const [one] = at < 0 ? [] : held.splice(at, 1)
        if (!one) throw new Error(`${id} is not held`)
        await one.letGo()
      }
    },
    async close() {
      before.push(...(phone?.arrived ?? []))
      await phone?.close()
      phone = undefined
    },
    async open() {
      phone = await startPhone({ port, secret, plan, onArrival: arrivals.add })
      port = phone.port
    },
  }
  await town.open()
  return town
}

function counter() {
  const waiting: { readonly times: number; readonly done: () => void }[] = []
  let count = 0
  return {
    add() {
      count += 1
      for (const { times, done } of waiting) if (count >= times) done()
    },
    reached: (times: number) =>
      new Promise<void>((done) => (count >= times ? done() : waiting.push({ times, done }))),
  }
}
