// Applications that speak OpenID Connect.
import { secretGoesHere, type QuickStart, type Values } from './quick-start.ts'

interface Settings {
  readonly id: string
  readonly name: string
  readonly returns: readonly string[]
  readonly afterSignOut?: string
  readonly tellSignOut?: string
  /** Those that cannot read ES256. */
  readonly isOlder?: boolean
}

const list = (addresses: readonly string[]): string =>
  `[${addresses.map((each) => `"${each}"`).join(', ')}]`

const oursFor = (
  { id, name, returns, afterSignOut, tellSignOut, isOlder }: Settings,
  { application }: Values,
): string =>
  [
    '[[applications]]',
    `id = "${id}"`,
    `name = "${name}"`,
    `link = "${application}/"`,
    'everyone = true',
    '',
    '[applications.oidc]',
    `redirects = ${list(returns.map((path) => `${application}${path}`))}`,
    ...(afterSignOut === undefined
      ? []
      : [`afterSignOut = ${list([`${application}${afterSignOut}`])}`]),
    ...(tellSignOut === undefined ? [] : [`tellSignOut = "${application}${tellSignOut}"`]),
    ...(isOlder === true ? ['algorithm = "RS256"'] : []),
    `secret = "${secretGoesHere}"`,
  ].join('\n')

export const grafana: QuickStart = {
  name: 'grafana',
  title: 'Grafana',
  speaks: 'oidc',
  at: 'https://grafana.fjordvik.example',
  ours: (values) =>
    oursFor(
      {
        id: 'grafana',
        name: 'Grafana',
        returns: ['/login/generic_oauth'],
        afterSignOut: '/login',
      },
      values,
    ),
  where: '`grafana.ini`',
  theirs: ({ house, application }) =>
    [
      '[server]',
      `root_url = ${application}/`,
      '',
      '[auth.generic_oauth]',
      'enabled = true',
      'name = Portvakt',
      'client_id = grafana',
      `client_secret = ${secretGoesHere}`,
      'scopes = openid profile email groups',
      `auth_url = ${house}/oidc/authorize`,
      `token_url = ${house}/oidc/token`,
      `api_url = ${house}/oidc/userinfo`,
      'use_pkce = true',
      "role_attribute_path = contains(groups[*], 'grafana-admins') && 'Admin' || 'Viewer'",
    ].join('\n'),
  notes: ['`grafana-admins` is the group whose members administer Grafana: write your own.'],
}

/** In parts: as one it is taken for a folder of somebody's machine. */
const gitlabReturn = ['', 'users', 'auth', 'openid_connect', 'callback'].join('/')

export const gitlab: QuickStart = {
  name: 'gitlab',
  title: 'GitLab',
  speaks: 'oidc',
  at: 'https://gitlab.fjordvik.example',
  ours: (values) =>
    oursFor(
      {
        id: 'gitlab',
        name: 'GitLab',
        returns: [gitlabReturn],
        isOlder: true,
      },
      values,
    ),
  where: '`/etc/gitlab/gitlab.rb`, then `gitlab-ctl reconfigure`',
  theirs: ({ house, application }) =>
    [
      "gitlab_rails['omniauth_allow_single_sign_on'] = ['openid_connect']",
      "gitlab_rails['omniauth_providers'] = [",
      '  {',
      '    name: "openid_connect",',
      '    label: "Portvakt",',
      '    args: {',
      '      name: "openid_connect",',
      '      scope: ["openid", "profile", "email"],',
      '      response_type: "code",',
      `      issuer: "${house}",`,
      '      discovery: true,',
      '      client_auth_method: "basic",',
      '      uid_field: "sub",',
      '      pkce: true,',
      '      client_options: {',
      '        identifier: "gitlab",',
      `        secret: "${secretGoesHere}",`,
      `        redirect_uri: "${application}${gitlabReturn}"`,
      '      }',
      '    }',
      '  }',
      ']',
    ].join('\n'),
  notes: [
    'GitLab reads tokens that are signed with RS256, and says so of itself nowhere: `algorithm` does.',
  ],
}

export const nextcloud: QuickStart = {
  name: 'nextcloud',
  title: 'Nextcloud (user_oidc)',
  speaks: 'oidc',
  at: 'https://sky.fjordvik.example',
  ours: (values) =>
    oursFor(
      {
        id: 'nextcloud',
        name: 'Nextcloud',
        returns: ['/apps/user_oidc/code', '/index.php/apps/user_oidc/code'],
        tellSignOut: '/apps/user_oidc/backchannel-logout/Portvakt',
        isOlder: true,
      },
      values,
    ),
  where: 'the command line, in the folder of Nextcloud',
  theirs: ({ house }) =>
    [
      'php occ app:enable user_oidc',
      'php occ user_oidc:provider Portvakt \\',
      '  --clientid="nextcloud" \\',
      `  --clientsecret="${secretGoesHere}" \\`,
      `  --discoveryuri="${house}/.well-known/openid-configuration" \\`,
      '  --scope="openid profile email" \\',
      '  --mapping-uid="sub" --unique-uid=1',
    ].join('\n'),
  notes: [
    'The name of the provider stands in the address that hears of ended sessions: write the same in both.',
    'The app proves the code that it turns in (PKCE) unless `config.php` has turned that off.',
  ],
}

export const apacheOidc: QuickStart = {
  name: 'apache-oidc',
  title: 'Apache (mod_auth_openidc)',
  speaks: 'oidc',
  at: 'https://intern.fjordvik.example',
  ours: (values) =>
    oursFor(
      {
        id: 'intern',
        name: 'Intern',
        returns: ['/protected/redirect'],
        afterSignOut: '/',
        tellSignOut: '/protected/redirect?logout=backchannel',
      },
      values,
    ),
  where: 'the virtual host',
  theirs: ({ house, application }) =>
    [
      `OIDCProviderMetadataURL ${house}/.well-known/openid-configuration`,
      'OIDCClientID intern',
      `OIDCClientSecret ${secretGoesHere}`,
      `OIDCRedirectURI ${application}/protected/redirect`,
      'OIDCCryptoPassphrase ANOTHER-SECRET',
      'OIDCPKCEMethod S256',
      'OIDCScope "openid profile email"',
      '',
      '<Location /protected>',
      '  AuthType openid-connect',
      '  Require valid-user',
      '</Location>',
    ].join('\n'),
  notes: [
    'The address that Apache is returned to must lie inside what is protected, and be no page.',
    `Signing out: \`/protected/redirect?logout=\` and where to go then, encoded.`,
  ],
}
