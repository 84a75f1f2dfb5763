// samlify as the opposite party: it reads what we have written by its own rules.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { townDatabase } from '../town/database.ts'
import { newPair, partner } from './partner.ts'
import { handedOn, samlTown, type SamlTown } from './town.ts'

/** As far as it is used here: its own types bring a browser's world into ours. */
interface Samlify {
  readonly IdentityProvider: (of: object) => object
  readonly ServiceProvider: (of: object) => {
    createLoginRequest(
      idp: object,
      binding: 'redirect' | 'post',
    ): { readonly id: string; readonly context: string; readonly entityEndpoint?: string }
    parseLoginResponse(idp: object, binding: 'post', request: object): Promise<{ extract: object }>
  }
  setSchemaValidator(by: object): void
}
const samlifyName: string = 'samlify'
const samlify = (await import(samlifyName)) as Samlify

let town: SamlTown
const pair = newPair()
const application = {
  id: 'tjeneste',
  name: 'Tjeneste',
  everyone: true,
  saml: {
    entityId: partner.entityId,
    assertionConsumers: [partner.consumer],
    signOut: partner.signOut,
    certificates: [pair.certificate],
    attributes: 'feide',
    // What it asks for unless it is told otherwise.
    nameId: 'mail',
  },
}

beforeAll(async () => {
  town = await samlTown(await townDatabase(), [application])
  await town.addPerson({ id: 'kari', given: 'Kåre', family: 'Ødegård' })
  town.comesIn = { person: 'kari' }
  // It wants to be told how to judge by a schema; ours are judged by the same ones on the way in.
  samlify.setSchemaValidator({ validate: async () => 'not judged here' })
})
afterAll(() => town.close())

async function parties() {
  const metadata = await (await fetch(`${town.origin}/saml/metadata`)).text()
  const idp = samlify.IdentityProvider({ metadata })
  const sp = samlify.ServiceProvider({
    entityID: partner.entityId,
    privateKey: pair.privatePem,
    signingCert: `-----BEGIN CERTIFICATE-----\n${pair.certificate}\n-----END CERTIFICATE-----`,
    authnRequestsSigned: false,
    wantAssertionsSigned: true,
    wantMessageSigned: true,
    requestSignatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    assertionConsumerService: [
      { Binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST', Location: partner.consumer },
    ],
  })
  return { idp, sp }
}

test('samlify reads our metadata, asks, and reads the answer', async () => {
  const { idp, sp } = await parties()
  for (const binding of ['redirect', 'post'] as const) {
    const asked = sp.createLoginRequest(idp, binding)
    const on = town.browser()
    const seen =
      'entityEndpoint' in asked
        ? await on.walk('/saml/sso', { SAMLRequest: asked.context })
        : await on.walk(asked.context)
    expect(town.faults).toEqual([])
    const read = await sp.parseLoginResponse(idp, 'post', {
      body: { ...handedOn(seen.text).fields },
    })
    expect(read.extract).toMatchObject({
      attributes: { sn: 'Ødegård', givenName: 'Kåre' },
      response: { inResponseTo: asked.id },
    })
  }
})
