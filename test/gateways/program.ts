// A program of the machine that a test starts, listens to, and ends.
import { once } from 'node:events'
import { spawn } from 'node:child_process'
import { connect, createServer, type AddressInfo } from 'node:net'

export interface Program {
  /** Resolves with the first line, said or yet to be said, that matches. */
  says(pattern: RegExp): Promise<string>
  stop(): Promise<void>
}

export function start(path: string, words: readonly string[]): Program {
  const child = spawn(path, words, { stdio: ['pipe', 'pipe', 'pipe'] })
  const end = (): void => void child.kill('SIGKILL')
  // A run that is broken off must not leave it behind.
  process.once('exit', end)
  const waiting: { readonly pattern: RegExp; readonly done: (line: string) => void }[] = []
  const lines: string[] = []
  let rest = ''
  const hear = (piece: Buffer): void => {
    const parts = (rest + piece.toString('utf8')).split('\n')
    rest = parts.pop() ?? ''
    for (const line of parts) {
      lines.push(line)
      for (const { pattern, done } of waiting) if (pattern.test(line)) done(line)
    }
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${path} has ended:\n${lines.slice(-10).join('\n')}`)
  })
  ended.catch(() => {})
  return {
    says(pattern) {
      const said = lines.find((line) => pattern.test(line))
      if (said !== undefined) return Promise.resolve(said)
      return Promise.race([ended, new Promise<string>((done) => waiting.push({ pattern, done }))])
    },
    async stop() {
      end()
      process.off('exit', end)
      await ended.catch(() => {})
    },
  }
}

/** Free now; nothing else on the machine is likely to take it before we do. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Resolves when somebody listens there. */
export const answering = (port: number): Promise<void> =>
  new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      done()
    })
    socket.on('error', () => done(answering(port)))
  })
