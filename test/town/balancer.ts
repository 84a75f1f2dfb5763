// Stands before several servers of one town at the address that people know, and sends each request
// to the next of them: nothing sticks. Must never change what it carries.
import { once } from 'node:events'
import { createServer, request as callOut } from 'node:http'

export interface Balancer {
  /** Requests carried to each of the ports. */
  readonly carried: ReadonlyMap<number, number>
  /** Answers of 500 and above. */
  readonly faults: readonly string[]
  close(): Promise<void>
}

export async function openBalancer(port: number, behind: readonly number[]): Promise<Balancer> {
  const carried = new Map(behind.map((each) => [each, 0]))
  const faults: string[] = []
  let turn = 0
  const server = createServer((near, answer) => {
    turn += 1
    const to = behind[turn % behind.length] ?? 0
    carried.set(to, (carried.get(to) ?? 0) + 1)
    const far = callOut(
      {
        host: 'localhost',
        port: to,
        agent: false,
        method: near.method,
        path: near.url,
        setHost: false,
        headers: near.rawHeaders,
      },
      (came) => {
        if ((came.statusCode ?? 500) >= 500) faults.push(`${came.statusCode} ${near.url}`)
        answer.writeHead(came.statusCode ?? 502, came.rawHeaders)
        came.pipe(answer)
      },
    )
    far.on('error', () => answer.destroy())
    answer.on('close', () => far.destroy())
    near.pipe(far)
  })
  server.listen(port, 'localhost')
  await once(server, 'listening')
  return {
    carried,
    faults,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
