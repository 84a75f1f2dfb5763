// What a mail server meant: try this letter later, never, or leave the whole server alone for a
// while. Told in few words, never with the letter's text.
import { plainLine } from '../../lib/written/plain-line.ts'
import type { Receipt } from '../channel.ts'

/**
 * The parts of a conversation that are about one letter; before them the server speaks to us, about
 * us.
 */
const aboutOneLetter = new Set(['RCPT TO', 'DATA'])

export function readFault(fault: unknown): Receipt {
  const said = read(fault)
  const why = plainLine([said.code, said.status, said.text].filter(Boolean).join(' '), 200)
  const ours = said.command !== undefined && aboutOneLetter.has(said.command)
  // RFC 5321 4.2.1: 5 is for good, 4 is for now. A 5 about ourselves (sign-in, sender) is for
  // somebody to mend: nothing dies.
  if (said.status !== undefined) {
    if (!ours) return { is: 'later', why, forAll: true }
    return said.status >= 500 ? { is: 'never', why } : { is: 'later', why }
  }
  // Refused on our own side: the letter itself cannot be put on the wire.
  if (said.code === undefined || said.code === 'EENVELOPE' || said.code === 'EMESSAGE')
    return { is: 'never', why }
  // Silence in the middle of a letter may be about that letter: the others shall not wait for it.
  return ours ? { is: 'later', why } : { is: 'later', why, forAll: true }
}

interface Said {
  readonly code: string | undefined
  readonly status: number | undefined
  readonly command: string | undefined
  readonly text: string
}

function read(fault: unknown): Said {
  if (!(fault instanceof Error))
    return { code: undefined, status: undefined, command: undefined, text: 'Unknown' }
  const field = (name: string): unknown => Reflect.get(fault, name)
  const code = field('code')
  const status = field('responseCode')
  const command = field('command')
  return {
    code: typeof code === 'string' ? code : undefined,
    status: typeof status === 'number' ? status : undefined,
    command: typeof command === 'string' ? command : undefined,
    text: fault.message,
  }
}
