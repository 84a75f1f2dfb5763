// A mail server under our control: takes letters, or refuses, delays, forgets and breaks as a test
// wants. It keeps what it took, letter by letter.
import { type Instead, openReceiver, type Receiver, type Stage } from '../../examples/inbox/smtp.ts'
import { type Mail, readMail } from '../../examples/inbox/mime.ts'

export interface Letter extends Mail {
  readonly rcpt: readonly string[]
}

const behaviours = {
  ok: {},
  /** The house is there, and does not want to talk. */
  refuse: { greeting: '421 4.3.2 not now' },
  greylist: { rcpt: '451 4.7.1 come back later' },
  never: { rcpt: '550 5.1.1 nobody here by that name' },
  'never after data': { end: '554 5.7.1 not like this' },
  'sender refused': { mail: '550 5.7.1 not you' },
  'slow data': { end: { do: 'hang' } },
  'break after data': { end: { do: 'break' } },
  /** The letter is taken, and our side is told; then the line breaks. */
  'break after 250': { end: { do: 'reply and break' } },
} as const satisfies Record<string, Partial<Record<Stage, Instead>>>

export type Mode = keyof typeof behaviours

export interface TownSmtp {
  readonly port: number
  readonly letters: Letter[]
  /** How often somebody came to the door. */
  readonly calls: number
  mode: Mode
  /** Nobody listens any more; `open` again on the same port. */
  close(): Promise<void>
  open(): Promise<void>
  /** Called between the letter's last line and our answer. */
  beforeTaken: (() => void) | undefined
}

export async function openTownSmtp(): Promise<TownSmtp> {
  const letters: Letter[] = []
  let calls = 0
  let receiver: Receiver | undefined
  const town: TownSmtp = {
    port: 0,
    letters,
    get calls() {
      return calls
    },
    mode: 'ok',
    beforeTaken: undefined,
    async open() {
      receiver = await openReceiver({
        port: receiver?.port ?? 0,
        receive: (mail) => letters.push({ ...readMail(mail.text), rcpt: mail.to }),
        instead(stage) {
          if (stage === 'greeting') calls += 1
          if (stage === 'end') town.beforeTaken?.()
          const behaviour: Partial<Record<Stage, Instead>> = behaviours[town.mode]
          return behaviour[stage]
        },
      })
    },
    close: async () => await receiver?.close(),
  }
  await town.open()
  return Object.defineProperty(town, 'port', { value: receiver?.port ?? 0 })
}
