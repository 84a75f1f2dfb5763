// The settings of a house in a test's own process: no mail server, no demo, a free port.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { Settings } from '../../src/settings.ts'

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

export async function settingsFor(dataFolder: string): Promise<Settings> {
  const port = await freePort()
  return {
    demo: false,
    address: new URL(`http://localhost:${port}`),
    port,
    passkeyDomain: 'localhost',
    listen: 'localhost',
    dataFolder,
    masterKey: randomBytes(32),
    trustedProxies: [],
    internalNetworks: [],
    pushHosts: [],
    leaveSeconds: 0,
    eventAnchor: join(dataFolder, 'event-heads.jsonl'),
    gateways: [],
    warnings: [],
  }
}
