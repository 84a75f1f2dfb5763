// What we are called at each other house that we ask by SAML, and where it answers us. One name for
// each connection, so that what was said to one is nothing to another.
import { secondsAfter } from '../../lib/clock.ts'
import { sha256 } from '../../lib/digest.ts'
import { writeApplication } from '../../lib/saml/writing-application.ts'
import { openXmlSigner } from '../../lib/xml/sign.ts'
import type { House, Moment } from '../moment.ts'
import { openSigningKeys, type SigningKey } from './signing-keys.ts'

export interface OwnNames {
  /** Our entityID, which is also where our description stands. */
  readonly audience: string
  readonly consumer: string
}

export const namesOf = ({ address }: Pick<House, 'address'>, connection: string): OwnNames => ({
  audience: `${address.origin}/connections/${connection}/metadata`,
  consumer: `${address.origin}/connections/${connection}/acs`,
})

const validSeconds = 7 * 24 * 3600

/** Signed by the key that signs what we ask; the next one is named long before it is used. */
export async function describeTo(moment: Moment, connection: string): Promise<string> {
  const { audience, consumer } = namesOf(moment.house, connection)
  const signing = await openSigningKeys(moment, 'saml')
  const encryption = await openSigningKeys(moment, 'saml-encryption')
  const [key] = signing
  if (!key?.certificate) throw new Error('There is no key to sign with')
  return writeApplication({
    id: `_${sha256(`${audience} ${moment.now.toISOString()}`).toString('hex')}`,
    entityId: audience,
    consumer,
    validUntil: secondsAfter(moment.now, validSeconds),
    signing: written(signing.filter(({ state }) => state !== 'previous')),
    // What was encrypted to the one before is opened as long as that is kept.
    encryption: written(encryption.filter(({ state }) => state === 'current')),
    signer: openXmlSigner(key.privateJwk, key.certificate),
  })
}

const written = (keys: readonly SigningKey[]): readonly string[] =>
  keys.flatMap(({ certificate }) =>
    certificate ? [Buffer.from(certificate).toString('base64')] : [],
  )
