import { expect, test } from 'vitest'
import { passkeyDomainOf } from './passkey-domain.ts'

test.each([
  ['logginn.fjordvik.example', 'fjordvik.example'],
  ['id.logginn.fjordvik.example', 'fjordvik.example'],
  ['fjordvik.example', 'fjordvik.example'],
  ['logginn.fjordvik.kommune.no', 'fjordvik.kommune.no'],
  ['fjordvik.kommune.no', 'fjordvik.kommune.no'],
  ['login.fjordvik.co.uk', 'fjordvik.co.uk'],
  ['localhost', 'localhost'],
  ['127.0.0.1', '127.0.0.1'],
])('the passkeys of %s belong to %s', (host, domain) => {
  expect(passkeyDomainOf(host)).toBe(domain)
})
