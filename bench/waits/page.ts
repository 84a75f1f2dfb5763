// A page that waits, as a browser has it: a line of its own that is opened anew where it breaks,
// and tells when the word came. Must never read more of the line than it takes to know the word.
import { connect, type Socket } from 'node:net'
import { monotonicMs } from './monotonic.ts'
import type { Waiting } from './nodes.ts'
import { host } from './phone.ts'

const againMs = 50

export interface Page {
  readonly waiting: Waiting
  /** When it was told; nothing until then. */
  readonly toldAt: number | undefined
  /** Told, whenever that is. */
  readonly told: Promise<void>
  /** Its line is open, and it has been looked at once. */
  readonly opened: Promise<void>
  close(): void
}

/** `port` says where a balancer would send it now. */
export function openPage(waiting: Waiting, port: () => number): Page {
  const [opened, told] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let [toldAt, isClosed]: [number | undefined, boolean] = [undefined, false]
  let line: Socket
  const open = (): void => {
    line = connect(port(), '127.0.0.1', () => line.write(requestFor(waiting)))
    line.setEncoding('latin1')
    line.on('error', () => undefined)
    line.on('data', (text: string) => {
      if (text.includes(':\n\n')) opened.resolve()
      if (toldAt !== undefined || !text.includes('data: done\n')) return
      toldAt = monotonicMs()
      told.resolve()
    })
    line.on('close', () => {
      if (!isClosed) setTimeout(open, againMs)
    })
  }
  open()
  return {
    waiting,
    get toldAt() {
      return toldAt
    },
    told: told.promise,
    opened: opened.promise,
    close() {
      isClosed = true
      line.destroy()
    },
  }
}

const requestFor = ({ ref, secret }: Waiting): string =>
  [
    `GET /visit/${ref}/wait?at=1.waiting HTTP/1.1`,
    `Host: ${host}`,
    'X-Forwarded-For: 198.51.100.7',
    'Accept: text/event-stream',
    'User-Agent: Mozilla/5.0 (X11; Linux x64; rv:145.0) Gecko/20100101 Firefox/145.0',
    'Accept-Language: nb-NO,nb;q=0.9,no;q=0.8,nn;q=0.7,en-US;q=0.6,en;q=0.5',
    'Accept-Encoding: gzip, deflate, br, zstd',
    `Referer: https://${host}/visit/${ref}`,
    'Sec-Fetch-Dest: empty',
    'Sec-Fetch-Mode: cors',
    'Sec-Fetch-Site: same-origin',
    'Connection: keep-alive',
    `Cookie: __Host-portvakt-browser=${secret}; __Host-portvakt-visit=${ref}.1`,
    '\r\n',
  ].join('\r\n')
