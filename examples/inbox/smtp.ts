// A small receiver of mail on this machine: as much of RFC 5321 as a sender needs. For the demo's
// mailbox and for tests. Must never listen anywhere else than on the loopback, and never passes
// anything on.
import { createServer, type Server, type Socket } from 'node:net'

export interface Received {
  readonly from: string
  readonly to: readonly string[]
  readonly text: string
}

export type Stage = 'greeting' | 'hello' | 'mail' | 'rcpt' | 'data' | 'end'
/**
 * A reply line instead of the usual one, silence, or a connection that breaks before or after the
 * usual reply.
 */
export type Instead = string | { readonly do: 'hang' | 'break' | 'reply and break' }

export interface Receiver {
  readonly port: number
  close(): Promise<void>
}

export interface Receiving {
  readonly port: number
  receive(mail: Received): void
  instead?(stage: Stage, argument: string): Instead | undefined
}

const mailMost = 5_000_000

const usual: Readonly<Record<Stage, string>> = {
  greeting: '220 inbox.example ready',
  hello: '250-inbox.example\r\n250-8BITMIME\r\n250 SMTPUTF8',
  mail: '250 2.1.0 ok',
  rcpt: '250 2.1.5 ok',
  data: '354 go on',
  end: '250 2.0.0 taken',
}

export function openReceiver(receiving: Receiving): Promise<Receiver> {
  const open = new Set<Socket>()
  const server: Server = createServer((socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    socket.on('error', () => socket.destroy())
    converse(socket, receiving)
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(receiving.port, '127.0.0.1', () => {
      const address = server.address()
      resolve({
        port: typeof address === 'object' && address ? address.port : receiving.port,
        close: () =>
          new Promise((done) => {
            server.close(() => done())
            for (const socket of open) socket.destroy()
          }),
      })
    })
  })
}

/** One conversation: commands line by line, then a letter until a lone dot. */
function converse(socket: Socket, receiving: Receiving): void {
  let waiting = ''
  let inLetter = false
  let from = ''
  let to: string[] = []

  const reply = (stage: Stage, argument = ''): boolean => {
    const instead = receiving.instead?.(stage, argument)
    if (typeof instead === 'object') {
      if (instead.do === 'reply and break') socket.end(`${usual[stage]}\r\n`)
      else if (instead.do === 'break') socket.destroy()
      return instead.do === 'reply and break'
    }
    const line = instead ?? usual[stage]
    socket.write(`${line}\r\n`)
    return /^[23]/.test(line)
  }
  const begin = (): void => {
    from = ''
    to = []
  }

  const command = (line: string): void => {
    const verb = line.slice(0, 4).toUpperCase()
    const address = /<([^>]*)>/.exec(line)?.[1] ?? ''
    if (verb === 'EHLO' || verb === 'HELO') reply('hello', line)
    else if (verb === 'MAIL') {
      begin()
      if (reply('mail', address)) from = address
    } else if (verb === 'RCPT') {
      if (reply('rcpt', address)) to.push(address)
    } else if (verb === 'DATA') {
      if (to.length === 0) socket.write('503 5.5.1 nobody to give it to\r\n')
      else if (reply('data')) inLetter = true
    } else if (verb === 'RSET' || verb === 'NOOP') {
      if (verb === 'RSET') begin()
      socket.write('250 2.0.0 ok\r\n')
    } else if (verb === 'QUIT') socket.end('221 2.0.0 bye\r\n')
    else socket.write('502 5.5.2 not known here\r\n')
  }

  const letter = (): boolean => {
    const end = waiting.startsWith('.\r\n') ? 0 : waiting.indexOf('\r\n.\r\n') + 2
    if (end === 1) return false
    const text = waiting.slice(0, end).replace(/^\.\./gm, '.')
    waiting = waiting.slice(end + 3)
    inLetter = false
    const mail = { from, to, text }
    begin()
    if (reply('end')) receiving.receive(mail)
    return true
  }

  // latin1 keeps every byte as it came; mime.ts reads the letters out of them.
  socket.setEncoding('latin1')
  socket.on('data', (piece: string) => {
    waiting += piece
    if (waiting.length > mailMost) return void socket.destroy()
    for (;;) {
      if (inLetter) {
        if (!letter()) return
        continue
      }
      const end = waiting.indexOf('\r\n')
      if (end < 0) return
      const line = waiting.slice(0, end)
      waiting = waiting.slice(end + 2)
      command(line)
    }
  })
  reply('greeting')
}
