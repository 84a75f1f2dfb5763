// The phones of those who wait: the phone on the command line, with one pair of keys for all of
// them. A message is signed before the clock runs. Must never approve what was not shown.
import { Agent, request as callOut } from 'node:http'
import { z } from 'zod'
import { answeredShape } from '../../tools/phone/answers.ts'
import { makeKey, publicOf } from '../../tools/phone/keys.ts'
import { message } from '../../tools/phone/message.ts'
import { pinProof } from '../../tools/phone/pin-lock.ts'
import type { Waiting } from './nodes.ts'

export const host = 'logginn.fjordvik.example'

const [key, lock] = [makeKey(), makeKey()]
/** The names of what the phones have said before, and of what each says next. */
const lastLink = 'AAAAAAAAAAAAAAAA'
const nextLink = 'AAAAAAAAAAAAAAAB'

const pointOf = ({ x, y }: { readonly x: string; readonly y: string }) => ({ x, y })
export const points = { key: pointOf(publicOf(key)), lock: pointOf(publicOf(lock)), lastLink }

/** The message that approves, and the proof of the lock beside it; `n` is greater each time. */
export function approval({ phone, request, number }: Waiting, n = 1): string {
  const { id, nonce, shown } = request
  const said = message(
    { key, phone },
    {
      act: 'answer',
      aud: `https://${host}`,
      at: Math.floor(Date.now() / 1000),
      n,
      link: nextLink,
      after: lastLink,
      request: id,
      nonce,
      answer: 'approve',
      shown,
      number,
    },
  )
  return JSON.stringify({ said, lock: pinProof(lock, said) })
}

/** A line that rests is let go before the house lets go of it. */
const agent = new Agent({ keepAlive: true, maxSockets: 16, timeout: 2000 })

/** `over` where it was taken before: whoever is answered nothing says it once more. */
export async function approve(port: number, body: string): Promise<'approved' | 'over'> {
  const is = answeredShape.parse(JSON.parse(await post(port, body))).is
  return z.enum(['approved', 'over']).parse(is)
}

const post = (port: number, body: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const headers = {
      host,
      'x-forwarded-for': '198.51.100.8',
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    }
    const called = callOut(
      { host: '127.0.0.1', port, method: 'POST', path: '/app/api/answer', agent, headers },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (part: string) => (text += part))
        answer.on('error', reject)
        answer.on('end', () => resolve(text))
      },
    )
    called.on('error', reject)
    called.end(body)
  })
