// What is known of houses that many connect to, so that nobody has to look it up: public facts of
// theirs, and never a decision of ours. Whom they vouch for, which levels count as two proofs and
// whether accounts are made is written by whoever connects.

export const presetNames = [
  'none',
  'feide',
  'feide-saml',
  'id-porten',
  'ansattporten',
  'entra',
] as const
export type PresetName = (typeof presetNames)[number]

interface Preset {
  readonly protocol?: 'oidc' | 'saml'
  readonly issuer?: string
  readonly levels?: string[]
  readonly levelFrom?: string
  readonly scope?: string
  readonly userinfo?: boolean
  readonly attributes?: {
    readonly login?: string
    readonly givenName?: string
    readonly familyName?: string
    readonly mail?: string
  }
}

export const presets: Readonly<Record<PresetName, Preset>> = {
  none: {},
  // Who somebody is stands at userinfo alone, and no mail address there is ever verified.
  feide: {
    issuer: 'https://auth.dataporten.no',
    scope: 'openid userid userid-feide userinfo-name',
    userinfo: true,
    attributes: {
      login: 'https://n.feide.no/claims/eduPersonPrincipalName',
      givenName: 'given_name',
      familyName: 'family_name',
    },
  },
  // One entity for every organisation: which one it is stands in the name. The level that was asked
  // for as an authentication context is told as an attribute.
  'feide-saml': {
    protocol: 'saml',
    issuer: 'https://idp.feide.no',
    levelFrom: 'eduPersonAssurance',
    attributes: {
      login: 'eduPersonPrincipalName',
      givenName: 'givenName',
      familyName: 'sn',
      mail: 'mail',
    },
  },
  'id-porten': { issuer: 'https://idporten.no', levels: ['idporten-loa-high'] },
  ansattporten: { issuer: 'https://ansattporten.no' },
  // The issuer is the tenant's own: https://login.microsoftonline.com/TENANT/v2.0
  entra: {
    scope: 'openid profile',
    attributes: {
      login: 'preferred_username',
      givenName: 'given_name',
      familyName: 'family_name',
    },
  },
}
