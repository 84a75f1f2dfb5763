// Applications that speak SAML 2.0.
import type { QuickStart, Values } from './quick-start.ts'

interface Settings {
  readonly id: string
  readonly name: string
  readonly entityId: string
  readonly consumer: string
  readonly signOut?: string
  readonly nameId: 'persistent' | 'mail' | 'login'
  /** As they stand in the file. */
  readonly attributes?: string
}

const oursFor = (
  { id, name, entityId, consumer, signOut, nameId, attributes }: Settings,
  { application }: Values,
): string =>
  [
    '[[applications]]',
    `id = "${id}"`,
    `name = "${name}"`,
    `link = "${application}/"`,
    'everyone = true',
    '',
    '[applications.saml]',
    `entityId = "${entityId}"`,
    `assertionConsumers = ["${consumer}"]`,
    ...(signOut === undefined ? [] : [`signOut = "${signOut}"`]),
    `nameId = "${nameId}"`,
    ...(attributes === undefined ? [] : [`attributes = ${attributes}`]),
  ].join('\n')

const metadataOf = ({ house }: Values): string => `${house}/saml/metadata`

export const topdesk: QuickStart = {
  name: 'topdesk',
  title: 'TOPdesk',
  speaks: 'saml',
  at: 'https://fjordvik.topdesk.example',
  ours: (values) =>
    oursFor(
      {
        id: 'topdesk',
        name: 'TOPdesk',
        entityId: `${values.application}/saml-metadata/operators`,
        consumer: `${values.application}/tas/secure/login/verify`,
        nameId: 'persistent',
        attributes: '{ login = "login", mail = "mail" }',
      },
      values,
    ),
  where: 'Settings, Login settings, SAML',
  theirs: (values) =>
    [
      `Federation metadata        ${metadataOf(values)} (save it as a file, and upload that)`,
      'User name attribute        login',
      'Certificate',
      values.certificate,
    ].join('\n'),
  notes: [
    'The last part of `entityId` is the number that TOPdesk gives the setting: copy the whole from there.',
    'Operators and everybody else have a setting each. A rule about the operators’ application asks ' +
      'for the second proof.',
  ],
}

export const successFactors: QuickStart = {
  name: 'successfactors',
  title: 'SAP SuccessFactors',
  speaks: 'saml',
  at: 'https://performancemanager.successfactors.example',
  ours: (values) =>
    oursFor(
      {
        id: 'successfactors',
        name: 'SuccessFactors',
        entityId: 'https://www.successfactors.example/fjordvik',
        consumer: `${values.application}/saml2/SAMLAssertionConsumer?company=fjordvik`,
        nameId: 'login',
      },
      values,
    ),
  where: 'Provisioning, Single Sign-On Settings, SAML v2 SSO',
  theirs: (values) =>
    [
      `SAML Issuer                         ${metadataOf(values)}`,
      'Require Mandatory Signature         Assertion',
      'Enable SAML Flag                    Enabled',
      'Login Request Signature             No',
      `Redirect when session times out     ${values.house}/`,
      'SP initiated login                  Yes',
      `Send request as Company-Wide issuer ${values.house}/saml/sso`,
      'SAML Verifying Certificate',
      values.certificate,
    ].join('\n'),
  notes: [
    '`fjordvik` stands for the company ID, and the host for the one that your data centre has.',
    'Any value in «Reset Token» turns single sign-on on. User names are told apart by capitals there ' +
      'unless that is turned off.',
  ],
}

export const googleWorkspace: QuickStart = {
  name: 'google-workspace',
  title: 'Google Workspace',
  speaks: 'saml',
  at: 'https://accounts.google.com',
  ours: (values) =>
    oursFor(
      {
        id: 'google',
        name: 'Google',
        entityId: 'https://accounts.google.com/samlrp/PROFILE',
        consumer: 'https://accounts.google.com/samlrp/PROFILE/acs',
        nameId: 'mail',
      },
      values,
    ),
  where: 'Admin console, Security, SSO with third party IdP, a SAML profile',
  theirs: (values) =>
    [
      `IDP entity ID          ${metadataOf(values)}`,
      `Sign-in page URL       ${values.house}/saml/sso`,
      `Sign-out page URL      ${values.house}/sign-out`,
      `Change password URL    ${values.house}/password`,
      'Verification certificate',
      values.certificate,
    ].join('\n'),
  notes: [
    'Google shows both of its addresses when the profile is saved: PROFILE stands for what is last in them.',
    'People are found by their mail address there. Try it with one group before it is everybody’s.',
  ],
}

export const apacheSaml: QuickStart = {
  name: 'apache-saml',
  title: 'Apache (mod_auth_mellon)',
  speaks: 'saml',
  at: 'https://arkiv.fjordvik.example',
  ours: (values) =>
    oursFor(
      {
        id: 'arkiv',
        name: 'Arkiv',
        entityId: `${values.application}/mellon/metadata`,
        consumer: `${values.application}/mellon/postResponse`,
        signOut: `${values.application}/mellon/logout`,
        nameId: 'persistent',
        attributes: '"feide"',
      },
      values,
    ),
  where: 'the virtual host',
  theirs: (values) =>
    [
      `# curl -o /etc/apache2/mellon/portvakt.xml ${metadataOf(values)}`,
      '<Location />',
      '  MellonSPPrivateKeyFile /etc/apache2/mellon/arkiv.key',
      '  MellonSPCertFile /etc/apache2/mellon/arkiv.cert',
      '  MellonIdPMetadataFile /etc/apache2/mellon/portvakt.xml',
      '  MellonEndpointPath /mellon',
      '</Location>',
      '<Location /protected>',
      '  MellonEnable auth',
      '</Location>',
    ].join('\n'),
  notes: [
    'mod_auth_mellon signs what it asks: with its certificate under `certificates`, ' +
      '`requireSignedRequests` can be on.',
    'Shibboleth reads the same metadata; it drops eduPersonPrincipalName without our ' +
      '`shibmd:Scope`, which stands there.',
  ],
}
