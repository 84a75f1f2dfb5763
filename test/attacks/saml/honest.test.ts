// The honest thing, in each way that houses say it: without it, a refusal proves nothing.
import { expect, test } from 'vitest'
import { townDatabase } from '../../town/database.ts'
import { answered, openPartner, type Shape } from './partner.ts'

const database = await townDatabase()
const shapes: readonly Shape[] = ['assertion', 'response', 'both']

test.each(shapes)('an answer with its %s signed says who somebody is', async (shape) => {
  const partner = openPartner(database)
  const asked = await partner.asks()
  expect(await asked.heard(answered(asked.said, shape))).toEqual({
    is: 'said',
    claims: {
      issuer: 'https://idp.fjordvik.example',
      subject: 'kari-for-ever',
      level: 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport',
      methods: [],
      provenAt: partner.time.now,
      attributes: {
        'urn:oid:1.3.6.1.4.1.5923.1.1.1.6': ['kari@fjordvik.example'],
        eduPersonPrincipalName: ['kari@fjordvik.example'],
      },
    },
  })
})
