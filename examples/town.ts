// The town around the demo: the mailbox, the telephones that its codes go to, and two applications
// to sign in to. It reads the same settings as the house it stands beside, listens on this machine
// alone, and prints a line for each.
import { join } from 'node:path'
import { z } from 'zod'
import { demoIdentitySecret, demoPorts } from '../src/main/demo.ts'
import { demoGatewaySecret } from '../src/main/phones.ts'
import { readSettings, readToml } from '../src/settings.ts'
import { startApp } from './apps/app.ts'
import { startInbox } from './inbox/inbox.ts'
import { startIdentity } from './identity/identity.ts'
import { citizensOf } from './identity/people.ts'
import { startPhone } from './phone/phone.ts'

const settings = readSettings({ argv: [] })
const ports = demoPorts(settings.port)
const file = z
  .object({
    applications: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        color: z.string(),
        oidc: z.object({ secret: z.string() }),
      }),
    ),
  })
  .parse(readToml(new URL('./demo.toml', import.meta.url).pathname))

const say = (what: string, port: number): void => {
  process.stdout.write(`  ${what.padEnd(24)} http://localhost:${port}/ is open\n`)
}

await startInbox({
  port: ports.mailbox,
  smtpPort: ports.smtp,
  keepIn: join(settings.dataFolder, 'demo-inbox.jsonl'),
  pins: join(settings.dataFolder, 'leader-list.json'),
  phones: `http://localhost:${ports.phone}/`,
})
say('Mailbox', ports.mailbox)

await startPhone({
  port: ports.phone,
  secret: demoGatewaySecret,
  keepIn: join(settings.dataFolder, 'demo-phones.jsonl'),
})
say('Telephones', ports.phone)

await startIdentity({
  port: ports.identity,
  clientId: 'portvakt',
  secret: demoIdentitySecret,
  returnTo: [`${settings.address.origin}/connections/fjordvik-id/callback`],
  people: citizensOf(new URL('./demo/people.csv', import.meta.url)),
})
say('Fjordvik-ID', ports.identity)

for (const [at, { id, name, color, oidc }] of file.applications.entries()) {
  const port = ports.applications[at]
  if (port === undefined) break
  const issuer = settings.address.origin
  await startApp({ port, issuer, clientId: id, secret: oidc.secret, name, color })
  say(`Application: ${name}`, port)
}
