// Said by the right house, and still not for us, not now, not to this question, or not about
// somebody who can be known again.
import { expect, test } from 'vitest'
import { townDatabase } from '../../town/database.ts'
import { answered, type Asked, issuer, openPartner, outcome, type Said } from './partner.ts'

const database = await townDatabase()
const partner = openPartner(database)
const { time } = partner

const saying = (said: Said, more: Partial<Said>): string => answered({ ...said, ...more }, 'both')

async function refused(more: (said: Said) => Partial<Said>): Promise<string> {
  const asked = await partner.asks()
  const came = await outcome(asked, saying(asked.said, more(asked.said)))
  expect(await outcome(asked, answered(asked.said, 'both'))).toBe('said')
  return came
}

const wrap = (name: string, inside: string): string => `<saml:${name}>${inside}</saml:${name}>`

const at = (seconds: number): string => new Date(time.now.getTime() + seconds * 1000).toISOString()

const conditions = (from: string, until: string, audience: string): string =>
  `<saml:Conditions${from}${until}>${audience}</saml:Conditions>`
const audienceOf = (...names: readonly string[]): string =>
  wrap('AudienceRestriction', names.map((name) => wrap('Audience', name)).join(''))
const within = (audience: string): string =>
  conditions(` NotBefore="${at(-30)}"`, ` NotOnOrAfter="${at(300)}"`, audience)

const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'
const confirmed = (method: string, attributes: string): string =>
  `<saml:SubjectConfirmation Method="${method}">` +
  `<saml:SubjectConfirmationData ${attributes}/></saml:SubjectConfirmation>`
const stated = (attributes: string): string =>
  `<saml:AuthnStatement ${attributes}>` +
  `${wrap('AuthnContext', wrap('AuthnContextClassRef', 'urn:x'))}</saml:AuthnStatement>`

test('ATK-SAML-11 what was said to another, or by another, is nothing to us', async () => {
  const other = 'https://other.example'
  expect(await refused(() => ({ audience: other }))).toBe('audience')
  expect(
    await refused(() => ({ audience: `${time.house.address.origin}/connections/feide/metadata` })),
  ).toBe('audience')
  expect(await refused(() => ({ recipient: other }))).toBe('recipient')
  expect(await refused(() => ({ destination: other }))).toBe('destination')
  // Another house that we ask too: what it signs is signed by its own key, and says its own name.
  expect(await refused(() => ({ issuer: 'https://idp.other.example' }))).toBe('issuer')
  expect(await refused(() => ({ issuer: `${issuer}/` }))).toBe('issuer')
  expect(await refused(() => ({ conditions: '' }))).toBe('answer')
  expect(await refused(() => ({ conditions: within('') }))).toBe('audience')
  // For us and for others counts; but not where a second list leaves us out.
  const both = ({ audience }: Said): string => audienceOf(other, audience)
  expect(await refused((said) => ({ conditions: within(both(said) + audienceOf(other)) }))).toBe(
    'audience',
  )
  const unknown =
    '<saml:Condition xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="saml:OneTimeUseType"/>'
  expect(await refused((said) => ({ conditions: within(both(said) + unknown) }))).toBe('answer')
  // Confirmed in another way: whoever brings it must hold a key, and nobody asked for it.
  const held = 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key'
  const data = (said: Said): string =>
    `Recipient="${said.recipient}" NotOnOrAfter="${at(300)}" InResponseTo="${said.inResponseTo}"`
  expect(await refused((said) => ({ confirmation: confirmed(held, data(said)) }))).toBe('bearer')
  expect(await refused(() => ({ confirmation: '' }))).toBe('answer')
})

test('ATK-SAML-12 what is too early, too late or without an end is refused', async () => {
  const from = ` NotBefore="${at(-30)}"`
  const until = ` NotOnOrAfter="${at(300)}"`
  const wrong: readonly (readonly [string, string])[] = [
    [from, ` NotOnOrAfter="${at(-61)}"`],
    [` NotBefore="${at(300)}"`, ` NotOnOrAfter="${at(600)}"`],
    [` NotBefore="${at(61)}"`, ` NotOnOrAfter="${at(600)}"`],
    [from, ''],
    ['', until],
    [from, ' NotOnOrAfter="9999-12-31T23:59:59Z"'],
    // Without a zone it is nobody's time.
    [from, ` NotOnOrAfter="${at(300).replace('Z', '')}"`],
  ]
  for (const [start, end] of wrong)
    expect(
      await refused((said) => ({ conditions: conditions(start, end, audienceOf(said.audience)) })),
    ).toBe('time')
  const held = (said: Said, end: string): string =>
    confirmed(bearer, `Recipient="${said.recipient}" InResponseTo="${said.inResponseTo}"${end}`)
  for (const end of [
    '',
    ` NotOnOrAfter="${at(-61)}"`,
    ' NotOnOrAfter="9999-12-31T23:59:59Z"',
    `${until} NotBefore="${at(61)}"`,
  ])
    expect(await refused((said) => ({ confirmation: held(said, end) }))).toBe('time')
  expect(await refused(() => ({ statement: stated(`AuthnInstant="${at(61)}"`) }))).toBe('time')
  expect(
    await refused(() => ({
      statement: stated(`AuthnInstant="${at(-1)}" SessionNotOnOrAfter="${at(-61)}"`),
    })),
  ).toBe('time')
  expect(
    await refused(() => ({
      statement: stated(`AuthnInstant="${at(-1)}" SessionNotOnOrAfter="9999-12-31T23:59:59Z"`),
    })),
  ).toBe('time')
  // Asked to show it anew, and shown long before.
  expect(await refused(() => ({ statement: stated(`AuthnInstant="${at(-1000)}"`) }))).toBe('old')
  expect(await refused(() => ({ at: new Date(time.now.getTime() + 90_000) }))).toBe('time')
  // Clocks that differ by less than a minute are both right.
  const asked = await partner.asks()
  const late = conditions(
    ` NotBefore="${at(59)}"`,
    ` NotOnOrAfter="${at(-59)}"`,
    audienceOf(asked.said.audience),
  )
  expect(await outcome(asked, saying(asked.said, { conditions: late }))).toBe('said')
})

test('ATK-SAML-13 an assertion counts once, here, there and after a restart', async () => {
  const asked = await partner.asks('the same question')
  const xml = answered(asked.said)
  expect(await outcome(asked, xml)).toBe('said')
  expect(await outcome(asked, xml)).toBe('used')
  const elsewhere = await partner.another().asks('the same question')
  expect(await outcome(elsewhere, xml)).toBe('used')
  // Signed around by the response too it is the same assertion.
  expect(await outcome(elsewhere, answered(asked.said, 'both'))).toBe('used')
  // Two at once, on two nodes.
  const again = await partner.asks('another question')
  const there = await partner.another().asks('another question')
  const fresh = answered(again.said)
  const came = await Promise.all([outcome(again, fresh), outcome(there, fresh)])
  expect(came.toSorted()).toEqual(['said', 'used'])
  // Forgotten only when it would be refused for its age.
  time.pass(361)
  expect(await outcome(asked, xml)).toBe('time')
})

test('ATK-SAML-13 what was posted is collected once, in time, and by its own connection', async () => {
  const asked = await partner.asks()
  const came = await asked.heard(answered(asked.said), {
    connection: { ...asked.asking.connection, id: 'feide' },
  })
  expect(came).toEqual({ is: 'refused', because: 'answer' })
  expect(await outcome(asked, answered(asked.said))).toBe('said')
})

test('ATK-SAML-14 an answer to another question, or to none, is no answer', async () => {
  const theirs = await partner.asks('the question of another browser')
  const ours = await partner.asks('our own question')
  expect(await outcome(ours, answered(theirs.said))).toBe('request')
  expect(await outcome(ours, answered(theirs.said, 'both'))).toBe('request')
  const unasked = (asked: Asked): string =>
    answered({ ...asked.said, inResponseTo: '' }, 'assertion')
  expect(await outcome(ours, unasked(ours))).toBe('answer')
  const missing = (said: Said, part: RegExp): string => answered(said).replace(part, '')
  expect(await outcome(ours, missing(ours.said, / InResponseTo="[^"]*"/))).toBe('request')
  const confirmation = confirmed(
    bearer,
    `Recipient="${ours.said.recipient}" NotOnOrAfter="${at(300)}"`,
  )
  expect(await outcome(ours, answered({ ...ours.said, confirmation }))).toBe('request')
  expect(await outcome(ours, answered(ours.said))).toBe('said')
})

test('ATK-SAML-23 who somebody is never hangs on a name that may be given to another', async () => {
  const format = 'urn:oasis:names:tc:SAML'
  const named = (kind: string, more = ''): string =>
    `<saml:NameID Format="${format}:${kind}"${more}>kari@fjordvik.example</saml:NameID>`
  for (const kind of [
    '2.0:nameid-format:transient',
    '1.1:nameid-format:emailAddress',
    '1.1:nameid-format:unspecified',
  ])
    expect(await refused(() => ({ nameId: named(kind) }))).toBe('subject')
  expect(await refused(() => ({ nameId: '<saml:NameID>kari</saml:NameID>' }))).toBe('subject')
  // One that is bound to another application is hers over there, and somebody else's here.
  const persistent = '2.0:nameid-format:persistent'
  expect(
    await refused(() => ({
      nameId: named(persistent, ' SPNameQualifier="https://other.example"'),
    })),
  ).toBe('subject')
  expect(
    await refused(() => ({ nameId: named(persistent, ' NameQualifier="https://other.example"') })),
  ).toBe('subject')
  const attribute = (name: string, ...values: readonly string[]): string =>
    wrap(
      'AttributeStatement',
      `<saml:Attribute Name="${name}">` +
        `${values.map((value) => wrap('AttributeValue', value)).join('')}</saml:Attribute>`,
    )
  const transient = named('2.0:nameid-format:transient')
  const lasting = 'urn:oasis:names:tc:SAML:attribute:pairwise-id'
  const asked = await partner.asks()
  const came = await asked.heard(
    saying(asked.said, {
      nameId: transient,
      attributes: attribute(lasting, 'K7@fjordvik.example'),
    }),
  )
  expect(came).toMatchObject({ is: 'said', claims: { subject: 'K7@fjordvik.example' } })
  expect(
    await refused(() => ({
      nameId: transient,
      attributes: attribute(lasting, 'a@x.example', 'b@x.example'),
    })),
  ).toBe('subject')
  expect(
    await refused(() => ({
      nameId: transient,
      attributes: attribute('urn:oid:0.9.2342.19200300.100.1.3', 'kari@fjordvik.example'),
    })),
  ).toBe('subject')
})
