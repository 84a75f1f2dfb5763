// `metadata read`: what a SAML partner says of itself, as this house understands it, before it is
// written into a configuration. Reads a file and tells; nothing is kept.
import { readFileSync } from 'node:fs'
import { systemClock } from '../../lib/clock.ts'
import {
  type Endpoint,
  type IdentityProviderRole,
  type Metadata,
  readMetadata,
  type ApplicationRole,
} from '../../lib/saml/metadata.ts'
import { type PartnerKey, readPartnerKey } from '../../lib/saml/partner-keys.ts'
import { XmlRefused } from '../../lib/xml/gate.ts'
import { type Called, type Command, onlyWord, textOption } from '../command.ts'

export const metadataRead: Command = {
  words: 'metadata read',
  takes: 'FILE [--entity NAME] [--signed-by CERTIFICATE-FILE]',
  says:
    'Tells what the metadata of a SAML partner says: its name, addresses, keys and when they run ' +
    'out. --entity picks one of many. --signed-by refuses what this certificate has not signed.',
  options: { entity: { type: 'string' }, 'signed-by': { type: 'string' } },
  async run(called) {
    const text = readFileSync(onlyWord(called, 'The file with the metadata'), 'utf8')
    const entityId = textOption(called, 'entity')
    const signer = signerOf(called)
    if (signer === 'unreadable') return 1
    const now = systemClock.now()
    try {
      const asked = { now, ...(entityId && { entityId }), ...(signer && { signedBy: [signer] }) }
      for (const line of linesOf(await readMetadata(text, asked))) called.say(line)
      return 0
    } catch (fault) {
      if (!(fault instanceof XmlRefused)) throw fault
      called.complain(`It is not read (${fault.because}). ${fault.message}.`)
      return 1
    }
  },
}

function signerOf(called: Called): PartnerKey | undefined | 'unreadable' {
  const path = textOption(called, 'signed-by')
  const key = path && readPartnerKey(readFileSync(path, 'utf8'))
  if (path && !key) called.complain(`${path} is no certificate with a key that is taken here.`)
  return path ? key || 'unreadable' : undefined
}

const linesOf = ({
  entityId,
  validUntil,
  identityProvider,
  application,
}: Metadata): readonly string[] => [
  `${entityId}${validUntil ? `, valid until ${day(validUntil)}` : ''}`,
  ...(identityProvider ? identityProviderLines(identityProvider) : []),
  ...(application ? applicationLines(application) : []),
  ...(identityProvider || application ? [] : ['  plays no role in SAML 2.0 that is known here']),
]

const identityProviderLines = (role: IdentityProviderRole): readonly string[] => [
  '  lets people sign in',
  ...endpointLines('signs in at', role.signOn),
  ...endpointLines('signs out at', role.logout),
  ...keyLines('signs with', role.signing),
  ...role.scopes.map(({ value }) => `    says attributes that end in @${value}`),
  ...(role.wantsSignedRequests ? ['    wants what it is asked to be signed'] : []),
]

const applicationLines = (role: ApplicationRole): readonly string[] => [
  '  is an application',
  ...role.consumers.map(
    ({ index, address, isDefault }) =>
      `    is answered at ${address} (${index}${isDefault ? ', unless it says another' : ''})`,
  ),
  ...endpointLines('signs out at', role.logout),
  ...keyLines('signs with', role.signing),
  ...keyLines('is encrypted to with', role.encryption),
  ...role.nameFormats.map((format) => `    takes names as ${format}`),
  ...role.attributes.map(
    ({ name, isRequired }) => `    asks for ${name}${isRequired ? ', and needs it' : ''}`,
  ),
  ...(role.signsRequests ? ['    signs what it asks'] : []),
  ...(role.wantsSignedAssertions ? ['    wants each assertion to be signed'] : []),
]

const endpointLines = (what: string, endpoints: readonly Endpoint[]): readonly string[] =>
  endpoints.map(
    ({ binding, address, answerAddress }) =>
      `    ${what} ${address} (${binding.split(':').at(-1)})` +
      (answerAddress === undefined ? '' : `, and is answered at ${answerAddress}`),
  )

const keyLines = (what: string, keys: readonly PartnerKey[]): readonly string[] =>
  keys.map(
    ({ kind, fingerprint, from, until }) =>
      `    ${what} ${kind} ${fingerprint.slice(0, 16)}, from ${day(from)} until ${day(until)}`,
  )

const day = (at: Date): string => at.toISOString().slice(0, 10)
