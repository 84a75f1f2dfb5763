// `connect`: the lines that connect an application, on both sides, with this installation's own
// values. It prints and writes nothing; what it prints is applied by whoever has read it.
import { openSigningKeys } from '../../domain/signing/signing-keys.ts'
import { type Called, type Command, Misunderstood, onlyWord, textOption } from '../command.ts'
import type { QuickStart } from './connecting/quick-start.ts'
import { quickStarts } from './connecting/quick-starts.ts'

const names = quickStarts.map(({ name }) => name).join('|')

export const connect: Command = {
  words: 'connect',
  takes: 'NAME [--at ADDRESS]',
  says:
    'Prints what connects an application: its lines for the configuration, and ours for the ' +
    `application, with the addresses of this house. NAME is ${names}. --at is where it stands.`,
  options: { at: { type: 'string' } },
  async run(called) {
    const name = onlyWord(called, 'The name of the application')
    const start = quickStarts.find((each) => each.name === name)
    if (!start) throw new Misunderstood(`«${name}» is not known here: ${names}`)
    const { moment, settings } = await called.moment()
    const [key] = start.speaks === 'saml' ? await openSigningKeys(moment, 'saml') : []
    const values = {
      house: settings.address.origin,
      application: addressIn(called, start),
      certificate: key?.certificate ? pem(key.certificate) : '',
    }
    for (const line of [
      `# ${start.title}, in the configuration of this house:`,
      '',
      start.ours(values),
      '',
      `# ${start.title}, over there (${start.where}):`,
      '',
      start.theirs(values),
      '',
      ...start.notes.map((note) => `# ${note}`),
    ])
      called.say(line)
    return 0
  },
}

function addressIn(called: Called, { at }: QuickStart): string {
  const written = textOption(called, 'at')
  if (written === undefined) return at
  const address = URL.parse(written)
  if (address?.protocol !== 'https:' && address?.hostname !== 'localhost')
    throw new Misunderstood(`«${written}» is no https address`)
  return address.origin
}

const pem = (certificate: Uint8Array): string =>
  [
    '-----BEGIN CERTIFICATE-----',
    ...(Buffer.from(certificate)
      .toString('base64')
      .match(/.{1,64}/g) ?? []),
    '-----END CERTIFICATE-----',
  ].join('\n')
