// The house that is attacked: one organisation, a group, and an application of each kind. Nothing
// here is weaker than what we recommend.
import { generateKeyPairSync } from 'node:crypto'

/** The pair of the application that proves itself by signing. */
export const ownKeys = generateKeyPairSync('ec', { namedCurve: 'P-256' })

export const secretOf = (application: string): string =>
  `a-secret-made-by-a-machine-for-${application}-0001`

export const redirectOf = (application: string): string =>
  `https://${application}.fjordvik.example/callback`

export const byeOf = (application: string): string => `https://${application}.fjordvik.example/bye`

const api = 'https://api.fjordvik.example/'

const application = (id: string, oidc: object = {}, more: object = { everyone: true }) => ({
  id,
  name: `${id} <b>&"'`,
  link: `https://${id}.fjordvik.example/`,
  oidc: { redirects: [redirectOf(id)], afterSignOut: [byeOf(id)], ...oidc },
  ...more,
})

const secret = (id: string) => ({ secret: secretOf(id) })

export const houseFile = {
  organisations: [
    {
      id: 'fjordvik',
      domains: ['fjordvik.example'],
      name: 'Fjordvik kommune',
      service: 'Fjordvik',
      color: '#1f5fa8',
    },
  ],
  passwords: { minLengthAlone: 12 },
  groups: [
    { id: 'ansatte', name: 'Ansatte' },
    { id: 'skole', name: 'Skole' },
  ],
  applications: [
    application('post', { ...secret('post'), resources: [{ id: api, scopes: ['read'] }] }),
    application('timer', secret('timer')),
    application('school', secret('school'), { groups: ['skole'] }),
    application('phone', {
      kind: 'native',
      public: true,
      redirects: ['http://127.0.0.1/callback', redirectOf('phone')],
    }),
    application('old', { ...secret('old'), algorithm: 'RS256' }),
    application('bound', { ...secret('bound'), boundTokens: true }),
    application('signer', {
      keys: [
        { ...ownKeys.publicKey.export({ format: 'jwk' }), kid: 'own', use: 'sig', alg: 'ES256' },
      ],
    }),
    application('robot', {
      ...secret('robot'),
      redirects: [],
      afterSignOut: [],
      grants: ['client-credentials'],
      resources: [{ id: api, scopes: ['read'] }],
    }),
  ],
  rules: [{ id: 'alle', need: { proofs: 1, accepts: ['password'], stayDays: 30 } }],
}
