import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { townDatabase } from '../../../test/town/database.ts'
import { handedOn, samlTown, type Browser, type SamlTown } from '../../../test/saml/town.ts'
import { newPair, nodeSaml, partner } from '../../../test/saml/partner.ts'

let town: SamlTown
const pair = newPair()

const application = (saml: object = {}, more: object = {}) => ({
  id: 'tjeneste',
  name: 'Tjeneste & venner',
  everyone: true,
  saml: {
    entityId: partner.entityId,
    assertionConsumers: [partner.consumer, `${partner.consumer}/other`],
    signOut: partner.signOut,
    certificates: [pair.certificate],
    attributes: 'feide',
    ...saml,
  },
  ...more,
})

beforeAll(async () => {
  town = await samlTown(await townDatabase(), [application()])
  await town.addPerson({ id: 'kari', given: 'Kåre Áilu', family: "O'Dea-Ødegård" })
  await town.addPerson({ id: 'ola', groups: ['skole'] })
})
afterAll(() => town.close())
beforeEach(async () => {
  town.comesIn = { person: 'kari' }
  town.faults.length = 0
  await town.apply([application()])
})

/** By redirect, and what the application reads of the answer. */
async function signIn(on: Browser = town.browser(), more: Parameters<typeof nodeSaml>[1] = {}) {
  const asks = await nodeSaml(town.origin, more)
  const address = await asks.getAuthorizeUrlAsync('stå-her', undefined, {})
  const { text, response } = await on.walk(address)
  expect(town.faults).toEqual([])
  const page = handedOn(text)
  const read = await asks.validatePostResponseAsync({ ...page.fields })
  return { ...page, read, asks, address, response, profile: read.profile }
}

describe('a sign-in', () => {
  test('is told to the application, which reads it by its own rules', async () => {
    const { profile, to, fields, response } = await signIn()
    expect(to).toBe(partner.consumer)
    expect(fields['RelayState']).toBe('stå-her')
    expect(profile).toMatchObject({
      issuer: `${town.origin}/saml/metadata`,
      nameIDFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
      eduPersonPrincipalName: 'kari@fjordvik.example',
      mail: 'kari@post.example',
      displayName: "Kåre Áilu O'Dea-Ødegård",
      schacHomeOrganization: 'fjordvik.example',
    })
    expect(response.headers.get('content-security-policy')).toContain(
      "form-action 'self' https://tjeneste.fjordvik.example;",
    )
    expect(response.headers.get('content-security-policy')).toContain("script-src 'sha256-")
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(town.faults).toEqual([])
  })

  test('by a session that stands costs two statements, one of them durable', async () => {
    const on = town.browser()
    await on.signIn({ person: 'kari' })
    await signIn(on)
    town.sent.length = 0
    await signIn(on)
    expect(town.sent).toEqual(['saml: session by secret', 'saml: tell of a person'])
  })

  test('by a form comes without cookies, and finds the session all the same', async () => {
    const on = town.browser()
    await on.signIn({ person: 'kari' })
    town.comesIn = undefined
    const asks = await nodeSaml(town.origin, {
      privateKey: pair.privatePem,
      authnRequestBinding: 'HTTP-POST',
      skipRequestCompression: true,
    })
    const message = await asks.getAuthorizeMessageAsync('her')
    const posted = { SAMLRequest: String(message['SAMLRequest']), RelayState: 'her' }
    const first = await on.go('/saml/sso', posted)
    expect(town.faults).toEqual([])
    expect(first.status).toBe(303)
    expect(first.headers.getSetCookie()).toEqual([])
    const { text } = await on.walk(first.headers.get('location') ?? '')
    const { profile } = await asks.validatePostResponseAsync({ ...handedOn(text).fields })
    expect(profile?.['eduPersonPrincipalName']).toBe('kari@fjordvik.example')
  })

  test('calls a person the same at one application for ever, and otherwise at another', async () => {
    const one = await signIn()
    const again = await signIn()
    expect(again.profile?.nameID).toBe(one.profile?.nameID)
    await town.apply([application({ entityId: 'urn:other:service' })])
    const other = await signIn(undefined, {
      issuer: 'urn:other:service',
      audience: 'urn:other:service',
    })
    expect(other.profile?.nameID).not.toBe(one.profile?.nameID)
    town.comesIn = { person: 'ola' }
    await town.apply([application()])
    expect((await signIn()).profile?.nameID).not.toBe(one.profile?.nameID)
  })

  test.each([
    ['mail', 'kari@post.example'],
    ['login', 'kari@fjordvik.example'],
  ])('says the name that is wished for: %s', async (nameId, name) => {
    await town.apply([application({ nameId })])
    expect((await signIn()).profile?.nameID).toBe(name)
  })

  test('says a name for one session where that is asked for, and none that is not given', async () => {
    const transient = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient'
    const one = await signIn(undefined, { identifierFormat: transient })
    const other = await signIn(undefined, { identifierFormat: transient })
    expect(one.profile?.nameIDFormat).toBe(transient)
    expect(one.profile?.nameID).not.toBe(other.profile?.nameID)
    const mail = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'
    await expect(signIn(undefined, { identifierFormat: mail })).rejects.toThrow(
      'InvalidNameIDPolicy',
    )
  })

  test('is written down without anything that says who it is at the application', async () => {
    const { profile } = await signIn()
    const [row] = await town.rows<{ data: object }>(
      `select data from events where kind = 'assertion.issued' order by id desc limit 1`,
    )
    expect(row?.data).toMatchObject({ application: 'tjeneste' })
    expect(JSON.stringify(row)).not.toContain(String(profile?.nameID))
  })
})

describe('what an application asks', () => {
  test('freshly: an older proof does not count', async () => {
    const on = town.browser()
    await on.signIn({ person: 'kari' })
    town.comesIn = undefined
    const asks = await nodeSaml(town.origin, { forceAuthn: true })
    const asked = await on.walk(await asks.getAuthorizeUrlAsync('', undefined, {}))
    expect(asked.text).toBe('a visit')
    town.comesIn = { person: 'kari' }
    expect((await signIn(on, { forceAuthn: true })).profile?.nameID).toBeTruthy()
  })

  test('silently: it hears that the person would have to be asked', async () => {
    const on = town.browser()
    await expect(signIn(on, { passive: true })).resolves.toMatchObject({ profile: null })
    await on.signIn({ person: 'kari' })
    expect((await signIn(on, { passive: true })).profile?.nameID).toBeTruthy()
  })

  test('a strength: it is asked for, and answered by what was shown', async () => {
    const mfa = ['https://refeds.org/profile/mfa']
    const password = ['urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport']
    const asked = (authnContext: string[]) => ({
      authnContext,
      disableRequestedAuthnContext: false,
    })
    const on = town.browser()
    await on.signIn({ person: 'kari' })
    expect((await signIn(on, asked(password))).xml).toContain(`ClassRef>${password[0]}<`)
    town.comesIn = { person: 'kari', how: 'password and code' }
    expect((await signIn(on, asked(mfa))).xml).toContain(`ClassRef>${mfa[0]}<`)
    expect((await signIn(on, asked(password))).xml).toContain(`ClassRef>${password[0]}<`)
    expect((await signIn(on)).xml).toContain(`ClassRef>${mfa[0]}<`)
    const entra = ['http://schemas.microsoft.com/claims/multipleauthn']
    expect((await signIn(on, asked(entra))).xml).toContain(`ClassRef>${entra[0]}<`)
    const ours = ['urn:portvakt:2fa']
    expect((await signIn(on, asked(ours))).xml).toContain(`ClassRef>${ours[0]}<`)
    await expect(signIn(on, asked(['urn:example:blood']))).rejects.toThrow('NoAuthnContext')
    // Whoever has shown no password is never said to have.
    const key = town.browser()
    await key.signIn({ person: 'kari', how: 'passkey' })
    expect((await signIn(key, asked(password))).xml).not.toContain(password[0])
  })

  test('one of its addresses, by number or by name', async () => {
    const other = `${partner.consumer}/other`
    expect((await signIn(undefined, { callbackUrl: other })).to).toBe(other)
  })

  test('the person did not go on: it hears that too', async () => {
    town.comesIn = undefined
    const on = town.browser()
    const asks = await nodeSaml(town.origin)
    const first = await on.go(await asks.getAuthorizeUrlAsync('', undefined, {}))
    const ref = (first.headers.get('location') ?? '').split('/').at(-1) ?? ''
    await town.database.send('', `update visits set ended_how = 'left' where ref = $1`, [ref])
    const { text } = await on.walk(`/saml/sso/${ref}`)
    await expect(asks.validatePostResponseAsync({ ...handedOn(text).fields })).rejects.toThrow(
      'AuthnFailed',
    )
  })
})

describe('the tile on the start page', () => {
  test('signs in by itself only where that is written', async () => {
    const on = town.browser()
    await on.signIn({ person: 'kari' })
    expect((await on.go('/saml/start/tjeneste')).status).toBe(404)
    await town.apply([application({ fromStartPage: true })])
    const { text } = await on.walk('/saml/start/tjeneste')
    expect(handedOn(text).xml).not.toContain('InResponseTo')
  })
})

describe('an assertion that is encrypted', () => {
  test('opens for its application, and says nothing on the way', async () => {
    const other = newPair()
    await town.apply([application({ encryptTo: other.certificate })])
    const { xml, profile } = await signIn(undefined, { decryptionPvk: other.privatePem })
    expect(profile?.['mail']).toBe('kari@post.example')
    expect(xml).not.toContain('kari')
  })
})

describe('signing out', () => {
  const asksOut = async (on: Browser) => {
    const { profile } = await signIn(on, { privateKey: pair.privatePem })
    const asks = await nodeSaml(town.origin, { privateKey: pair.privatePem })
    if (!profile) throw new Error('Nobody came in')
    return { asks, address: await asks.getLogoutUrlAsync(profile, 'da-var-det-slutt', {}), profile }
  }

  test('at the application ends the session, and is answered', async () => {
    const on = town.browser()
    const { asks, address } = await asksOut(on)
    const { to } = await on.walk(address)
    expect(`${to?.origin}${to?.pathname}`).toBe(partner.signOut)
    expect(to?.searchParams.get('RelayState')).toBe('da-var-det-slutt')
    const heard = await asks.validateRedirectAsync(
      Object.fromEntries(to?.searchParams ?? []),
      to?.search.slice(1) ?? '',
    )
    expect(heard).toMatchObject({ loggedOut: true })
    await expect(signIn(on, { passive: true })).resolves.toMatchObject({ profile: null })
  })

  test('that nobody has signed ends nothing: the person is asked', async () => {
    const on = town.browser()
    const { profile } = await asksOut(on)
    const unsigned = await nodeSaml(town.origin)
    const { text } = await on.walk(await unsigned.getLogoutUrlAsync(profile, '', {}))
    expect(text).toBe('/sign-out')
    expect((await signIn(on, { passive: true })).profile?.nameID).toBeTruthy()
  })

  test('of somebody else’s session ends nothing', async () => {
    const { address } = await asksOut(town.browser())
    const on = town.browser()
    await on.signIn({ person: 'ola' })
    const { to } = await on.walk(address)
    expect(to?.pathname).toBe('/saml/slo')
    expect((await signIn(on, { passive: true })).profile?.['mail']).toBe('ola@post.example')
  })

  test('here leads the browser round to each application that was told', async () => {
    const on = town.browser()
    await signIn(on)
    const [session] = await town.rows<{ id: string }>(
      'select id from sessions order by proven_at desc limit 1',
    )
    const begin = await town.saml.protocol.leaving?.([session?.id ?? ''], town.moment())
    const page = await on.go(begin ?? '')
    const to = new URL((page.headers.get('refresh') ?? '').replace('0; url=', ''))
    expect(`${to.origin}${to.pathname}`).toBe(partner.signOut)
    const asks = await nodeSaml(town.origin)
    const heard = await asks.validateRedirectAsync(
      Object.fromEntries(to.searchParams),
      to.search.slice(1),
    )
    expect(heard.profile?.nameID).toBeTruthy()
    const answer = await asks.getLogoutResponseUrlAsync(
      { ...heard.profile, ID: String(heard.profile?.ID) } as never,
      to.searchParams.get('RelayState') ?? '',
      {},
      true,
    )
    expect((await on.walk(answer)).text).toBe('/sign-out')
  })
})
