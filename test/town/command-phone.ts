// Phones in a test's own process, by the thousand: the phone on the command line without its file,
// with a PIN's key that is unwrapped once and kept. Must never weaken what the house sees of it.
import { randomBytes } from 'node:crypto'
import type { Rings } from '../../src/shapes/rings.ts'
import * as acts from '../../tools/phone/acts.ts'
import type { Answered, Looked, PhoneRequest } from '../../tools/phone/answers.ts'
import { makeKey, text } from '../../tools/phone/keys.ts'
import { byFetch, type Line } from '../../tools/phone/line.ts'
import { openSpeaker, type Speaker } from '../../tools/phone/speaker.ts'

export interface CommandPhone {
  readonly speaker: Speaker
  readonly lock: acts.Lock
  /** Made from a PIN on a real phone, which takes a third of a second. */
  readonly half: string
  look(): Promise<Looked>
  /** The one request that waits. */
  waiting(): Promise<PhoneRequest>
  approve(seen: acts.Seen, request?: PhoneRequest): Promise<Answered>
  refuse(answer: 'deny' | 'not-me', request?: PhoneRequest): Promise<Answered>
}

export interface PhoneToAdd {
  /** The phone address of the house. */
  readonly at: string
  readonly code: string
  readonly line?: Line
  /** In seconds since 1970; the clock of a town that is moved by hand. */
  readonly now?: () => number
  readonly name?: string
  /** Where it may be rung. */
  readonly rings?: Rings
}

/** It has looked whose account it is, and brought its key; the test waits. */
export async function addCommandPhone({
  at,
  code,
  line = byFetch,
  now = () => Date.now() / 1000,
  name = 'Telefon',
  rings,
}: PhoneToAdd): Promise<CommandPhone> {
  await acts.peek(line, at, code)
  const speaker = openSpeaker({ at, key: makeKey(), n: 0, line, now, keep: () => undefined })
  const second = makeKey()
  const half = text(randomBytes(32))
  const lock = { kind: 'pin', key: second, half } as const
  await acts.add(speaker, { code, lock, name, system: 'other', ...(rings && { rings }) })
  return phoneOf(speaker, acts.pinLock(second), half)
}

export function phoneOf(speaker: Speaker, lock: acts.Lock, half: string): CommandPhone {
  const phone: CommandPhone = {
    speaker,
    lock,
    half,
    look: () => acts.look(speaker),
    async waiting() {
      const { requests } = await phone.look()
      const [request, another] = requests
      if (!request || another) throw new Error(`${requests.length} requests wait, and not one`)
      return request
    },
    async approve(seen, request) {
      const asked = request ?? (await phone.waiting())
      const isTest = asked.kind === 'test'
      return acts.approve(speaker, asked, { seen, lock: isTest ? undefined : lock })
    },
    async refuse(answer, request) {
      return acts.refuse(speaker, request ?? (await phone.waiting()), answer)
    },
  }
  return phone
}
