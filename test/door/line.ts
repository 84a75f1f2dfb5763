// The line on which a page that waits hears news (server-sent events), as a browser opens it. Must
// never ask for anything by itself.
import { get, type IncomingMessage } from 'node:http'
import type { Town } from '../town/portvakt.ts'
import type { Visitor } from '../town/visitor.ts'

/** What a page that waits is told by itself. */
interface Line {
  readonly status: number
  /** The next word that is told. */
  next(): Promise<string>
  close(): void
}

export function hears(town: Town, path: string, { cookies }: Visitor): Promise<Line> {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return new Promise((resolve, reject) => {
    get(new URL(path, town.origin), { headers: { cookie } }, (answer) => {
      resolve({
        status: answer.statusCode ?? 0,
        next: () => nextWord(answer),
        close: () => answer.destroy(),
      })
    }).on('error', reject)
  })
}

const nextWord = (answer: IncomingMessage): Promise<string> =>
  new Promise((resolve) => {
    const heard = (chunk: Buffer): void => {
      const word = /^data: (\S+)$/m.exec(chunk.toString())?.[1]
      if (word === undefined) return
      answer.off('data', heard)
      resolve(word)
    }
    answer.on('data', heard)
  })
