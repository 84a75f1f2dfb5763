// The floor of W8: Node's own HTTP server with bytes of the same size and nothing around it. What
// cannot be gone below without writing an HTTP server.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { HouseReady } from './settings.ts'

const bytes = Buffer.from(JSON.stringify({ alike: 'x'.repeat(2500) }))
const headers = ['content-type', 'application/json', 'content-length', String(bytes.length)]
const server = createServer((_request, response) => {
  response.writeHead(200, headers)
  response.end(bytes)
}).listen(0, () => {
  const { port } = server.address() as AddressInfo
  const ready: HouseReady = { origin: `http://localhost:${port}`, tokens: Array(32).fill('') }
  process.stdout.write(`${JSON.stringify(ready)}\n`)
})
process.stdin.resume()
process.stdin.on('end', () => process.exit())
