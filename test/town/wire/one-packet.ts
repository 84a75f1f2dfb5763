// Many requests that arrive in the same moment: everything but the last byte of each is sent first,
// and then all the last bytes at once. Also for requests that no client library would send.
import { connect, type Socket } from 'node:net'
import { publicAddress } from '../node-order.ts'
import type { Nodes } from '../nodes.ts'

export interface Packet {
  readonly method: string
  readonly target: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body?: string
}

export interface RawAnswer {
  readonly status: number
  readonly head: string
  readonly body: string
}

function writtenOut({ method, target, headers, body = '' }: Packet): string {
  const length = body === '' ? [] : [['content-length', String(Buffer.byteLength(body))] as const]
  const lines = [
    ['host', new URL(publicAddress).host] as const,
    ...headers,
    ...length,
    ['connection', 'close'] as const,
  ].map(([name, value]) => `${name}: ${value}`)
  return `${method} ${target} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`
}

export async function together(nodes: Nodes, packets: readonly Packet[]): Promise<RawAnswer[]> {
  const sent = await Promise.all(
    packets.map(async (packet) => {
      const bytes = Buffer.from(writtenOut(packet), 'latin1')
      const socket = await connected(nodes.next().port)
      const answer = whatComes(socket)
      await new Promise<void>((resolve) => socket.write(bytes.subarray(0, -1), () => resolve()))
      return { socket, last: bytes.subarray(-1), answer }
    }),
  )
  for (const { socket, last } of sent) socket.write(last)
  return Promise.all(sent.map(({ answer }) => answer))
}

/** Bytes as they are, to the next node in turn; what comes back until the line is closed. */
export async function rawCall(nodes: Nodes, bytes: string | Buffer): Promise<RawAnswer> {
  const socket = await connected(nodes.next().port)
  const answer = whatComes(socket)
  socket.write(bytes)
  return answer
}

const connected = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true }, () => resolve(socket))
    socket.once('error', reject)
  })

function whatComes(socket: Socket): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const parts: Buffer[] = []
    socket.on('data', (part) => parts.push(part))
    // A line that is cut is an answer too: none.
    socket.on('error', () => {})
    socket.on('close', () => {
      const text = Buffer.concat(parts).toString('latin1')
      const at = text.indexOf('\r\n\r\n')
      const head = at < 0 ? text : text.slice(0, at)
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0)
      resolve({ status, head, body: at < 0 ? '' : text.slice(at + 4) })
    })
  })
}
