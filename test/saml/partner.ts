// A service provider in a test, written with node-saml, which nobody here wrote: asks for a sign-in
// and reads the answer by its own rules.
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { SAML, ValidateInResponseTo, type SamlConfig } from '@node-saml/node-saml'
import { selfSigned } from '../../src/lib/signing/certificate.ts'

export interface Pair {
  readonly privateKey: KeyObject
  /** PEM. */
  readonly privatePem: string
  /** In base64. */
  readonly certificate: string
}

export function newPair(
  until = new Date(Date.now() + 365 * 86_400_000),
  modulusLength = 2048,
): Pair {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength })
  return {
    privateKey,
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: selfSigned({
      privateJwk: privateKey.export({ format: 'jwk' }),
      commonName: 'tjeneste.fjordvik.example',
      from: new Date(Date.now() - 400 * 86_400_000),
      until,
    }).toString('base64'),
  }
}

export const partner = {
  entityId: 'https://tjeneste.fjordvik.example/saml',
  consumer: 'https://tjeneste.fjordvik.example/saml/acs',
  signOut: 'https://tjeneste.fjordvik.example/saml/slo',
} as const

async function certificatesOf(origin: string): Promise<readonly string[]> {
  const metadata = await (await fetch(`${origin}/saml/metadata`)).text()
  return [...metadata.matchAll(/<md:KeyDescriptor.*?<ds:X509Certificate>([^<]+)</gs)].flatMap(
    ([, certificate]) => certificate ?? [],
  )
}

/** As an application of ours is set up by somebody else. */
export async function nodeSaml(origin: string, more: Partial<SamlConfig> = {}): Promise<SAML> {
  const [certificate = ''] = await certificatesOf(origin)
  return new SAML({
    callbackUrl: partner.consumer,
    issuer: partner.entityId,
    entryPoint: `${origin}/saml/sso`,
    logoutUrl: `${origin}/saml/slo`,
    idpCert: certificate,
    idpIssuer: `${origin}/saml/metadata`,
    audience: partner.entityId,
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: true,
    signatureAlgorithm: 'sha256',
    digestAlgorithm: 'sha256',
    validateInResponseTo: ValidateInResponseTo.always,
    identifierFormat: null,
    disableRequestedAuthnContext: true,
    ...more,
  })
}
