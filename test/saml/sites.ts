// Service providers that nobody here wrote, on this machine: each is set up as its own documents
// say, started on a free port, and taken away by the test. None of them is started by the machine.
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answering, freePort, start, type Program } from '../gateways/program.ts'
import { newPair } from './partner.ts'

export interface Site {
  readonly origin: string
  readonly entityId: string
  /** Where it says what it is; ours reads it there. */
  readonly metadata: string
  /** A page that only somebody who is signed in sees; it shows who that is. */
  readonly inside: string
  readonly signOut: string
  stop(): Promise<void>
}

const modules = '/usr/lib/apache2/modules'
const has = (path: string): boolean => existsSync(path) && process.getuid?.() === 0
export const hasMellon = has(`${modules}/mod_auth_mellon.so`)
export const hasShibboleth = has(`${modules}/mod_shib.so`) && existsSync('/usr/sbin/shibd')
export const hasSimpleSaml = has('/usr/share/simplesamlphp/www') && existsSync('/usr/bin/php')

interface Folder {
  readonly path: string
  readonly port: number
  readonly origin: string
}

async function newFolder(name: string): Promise<Folder> {
  const path = mkdtempSync(join(tmpdir(), `${name}-`))
  chmodSync(path, 0o755)
  const port = await freePort()
  const { privatePem, certificate } = newPair()
  writeFileSync(join(path, 'key.pem'), privatePem)
  chmodSync(join(path, 'key.pem'), 0o644)
  const lines = certificate.replaceAll(/.{64}/g, '$&\n')
  const pem = `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`
  writeFileSync(join(path, 'certificate.pem'), pem)
  return { path, port, origin: `http://127.0.0.1:${port}` }
}

const closing = (folder: Folder, programs: readonly Program[]) => async (): Promise<void> => {
  for (const program of programs) await program.stop()
  rmSync(folder.path, { recursive: true, force: true })
}

/** A page that tells what the module has told it. */
async function startApache(
  { path, port }: Folder,
  { own, names }: { readonly own: string; readonly names: readonly string[] },
): Promise<Program> {
  const page = names.map((name) => `${name}=<!--#echo var="${name}" -->\n`).join('')
  mkdirSync(join(path, 'www/inside'), { recursive: true })
  writeFileSync(join(path, 'www/inside/index.html'), page)
  writeFileSync(join(path, 'www/index.html'), 'outside')
  const loaded = ['mpm_event', 'authn_core', 'authz_core', 'authz_user', 'include', 'dir', 'mime']
  writeFileSync(
    join(path, 'httpd.conf'),
    `ServerRoot ${path}
ServerName http://127.0.0.1:${port}
UseCanonicalName On
Listen 127.0.0.1:${port}
PidFile ${path}/pid
Mutex file:${path}
ErrorLog ${path}/error.log
User www-data
Group www-data
${loaded.map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`).join('\n')}
TypesConfig /etc/mime.types
DocumentRoot ${path}/www
DirectoryIndex index.html
<Directory ${path}/www>
  Options +Includes
  AddOutputFilter INCLUDES .html
  Require all granted
</Directory>
${own}
`,
  )
  const program = start('/usr/sbin/apache2', ['-d', path, '-f', `${path}/httpd.conf`, '-X'])
  await Promise.race([answering(port), program.says(/^never$/)])
  return program
}

export async function startMellon(idp: string): Promise<Site> {
  const folder = await newFolder('mellon')
  const { path, origin } = folder
  writeFileSync(join(path, 'idp.xml'), idp)
  const apache = await startApache(folder, {
    names: ['MELLON_NAME_ID', 'MELLON_eduPersonPrincipalName', 'MELLON_displayName'],
    own: `LoadModule auth_mellon_module ${modules}/mod_auth_mellon.so
<Location />
  MellonEnable info
  MellonEndpointPath /mellon
  MellonSPPrivateKeyFile ${path}/key.pem
  MellonSPCertFile ${path}/certificate.pem
  MellonIdPMetadataFile ${path}/idp.xml
  MellonSecureCookie Off
</Location>
<Location /inside>
  AuthType Mellon
  MellonEnable auth
  Require valid-user
</Location>`,
  })
  return {
    origin,
    entityId: `${origin}/mellon/metadata`,
    metadata: `${origin}/mellon/metadata`,
    inside: `${origin}/inside/`,
    signOut: `${origin}/mellon/logout?ReturnTo=${encodeURIComponent(`${origin}/`)}`,
    stop: closing(folder, [apache]),
  }
}

/** Resolves when somebody listens at this socket. */
const listening = (path: string): Promise<void> =>
  new Promise((done) => {
    const socket = connect(path, () => {
      socket.destroy()
      done()
    })
    socket.on('error', () => setTimeout(() => done(listening(path)), 50))
  })

export async function startShibboleth(idp: string, house: string): Promise<Site> {
  const folder = await newFolder('shib')
  const { path, origin } = folder
  const entityId = `${origin}/shibboleth`
  cpSync('/etc/shibboleth', join(path, 'etc'), { recursive: true })
  writeFileSync(join(path, 'idp.xml'), idp)
  const space = 'urn:mace:shibboleth:3.0:native:sp:config'
  writeFileSync(
    join(path, 'etc/shibboleth2.xml'),
    `<SPConfig xmlns="${space}" xmlns:conf="${space}" clockSkew="180">
  <OutOfProcess tranLogFormat="%u|%s"/>
  <UnixListener address="${path}/shibd.sock"/>
  <ApplicationDefaults entityID="${entityId}" REMOTE_USER="eppn">
    <Sessions lifetime="28800" timeout="3600" relayState="ss:mem" checkAddress="false"
        handlerSSL="false" cookieProps="http">
      <SSO entityID="${house}/saml/metadata">SAML2</SSO>
      <Logout>SAML2 Local</Logout>
      <Handler type="MetadataGenerator" Location="/Metadata" signing="false"/>
    </Sessions>
    <MetadataProvider type="XML" validate="true" path="${path}/idp.xml"/>
    <AttributeExtractor type="XML" validate="true" reloadChanges="false" path="attribute-map.xml"/>
    <AttributeFilter type="XML" validate="true" path="attribute-policy.xml"/>
    <CredentialResolver type="File" key="${path}/key.pem" certificate="${path}/certificate.pem"/>
  </ApplicationDefaults>
  <SecurityPolicyProvider type="XML" validate="true" path="security-policy.xml"/>
  <ProtocolProvider type="XML" validate="true" reloadChanges="false" path="protocols.xml"/>
</SPConfig>
`,
  )
  const logger = `log4j.rootCategory=INFO, console
log4j.appender.console=org.apache.log4j.ConsoleAppender
log4j.appender.console.layout=org.apache.log4j.BasicLayout
`
  for (const name of ['shibd', 'native', 'console'])
    writeFileSync(join(path, `etc/${name}.logger`), logger)
  const words = ['-F', '-f', '-c', `${path}/etc/shibboleth2.xml`, '-p', `${path}/shibd.pid`]
  const shibd = start('/usr/sbin/shibd', words)
  await Promise.race([listening(`${path}/shibd.sock`), shibd.says(/^never$/)])
  const apache = await startApache(folder, {
    names: ['eppn', 'Shib-Identity-Provider', 'Shib-AuthnContext-Class', 'displayName'],
    own: `LoadModule mod_shib ${modules}/mod_shib.so
ShibConfig ${path}/etc/shibboleth2.xml
ShibCompatValidUser Off
<Location /Shibboleth.sso>
  SetHandler shib
  Require all granted
</Location>
<Location /inside>
  AuthType shibboleth
  ShibRequestSetting requireSession 1
  Require shib-session
</Location>`,
  })
  return {
    origin,
    entityId,
    metadata: `${origin}/Shibboleth.sso/Metadata`,
    inside: `${origin}/inside/`,
    signOut: `${origin}/Shibboleth.sso/Logout`,
    stop: closing(folder, [apache, shibd]),
  }
}

export async function startSimpleSaml(house: string, certificate: string): Promise<Site> {
  const folder = await newFolder('ssp')
  const { path, port, origin } = folder
  for (const name of ['config', 'metadata', 'data', 'tmp', 'log']) mkdirSync(join(path, name))
  const write = (name: string, php: string): void =>
    writeFileSync(join(path, name), `<?php\n${php}\n`)
  write(
    'config/config.php',
    `$config = [
  'baseurlpath' => '${origin}/', 'certdir' => '${path}/', 'loggingdir' => '${path}/log/',
  'datadir' => '${path}/data/', 'tempdir' => '${path}/tmp', 'metadatadir' => '${path}/metadata/',
  'timezone' => 'UTC', 'secretsalt' => 'a-salt-for-a-test', 'auth.adminpassword' => 'for-a-test',
  'technicalcontact_name' => 'Nobody', 'technicalcontact_email' => 'na@example.org',
  'logging.handler' => 'file', 'logging.level' => 7, 'debug' => null, 'showerrors' => true,
  'enable.saml20-idp' => false, 'session.cookie.secure' => false, 'session.cookie.name' => 'ssp',
  'session.phpsession.cookiename' => 'ssp-php', 'session.authtoken.cookiename' => 'ssp-token',
  'store.type' => 'phpsession', 'module.enable' => ['core' => true, 'saml' => true],
  'metadata.sources' => [['type' => 'flatfile']], 'usenewui' => false,
  'language.available' => ['en'], 'language.default' => 'en', 'theme.use' => 'default',
  'trusted.url.domains' => null, 'errorreporting' => false,
];`,
  )
  write(
    'config/authsources.php',
    `$config = ['default-sp' => ['saml:SP', 'entityID' => '${origin}/sp', 'idp' => '${house}/saml/metadata',
  'privatekey' => 'key.pem', 'certificate' => 'certificate.pem', 'redirect.sign' => true,
  'sign.logout' => true, 'sign.authnrequest' => true]];`,
  )
  const redirect = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'
  write(
    'metadata/saml20-idp-remote.php',
    `$metadata['${house}/saml/metadata'] = [
  'SingleSignOnService' => [['Binding' => '${redirect}', 'Location' => '${house}/saml/sso']],
  'SingleLogoutService' => [['Binding' => '${redirect}', 'Location' => '${house}/saml/slo']],
  'certData' => '${certificate}', 'validate.logout' => true, 'redirect.validate' => true,
];`,
  )
  process.env['SIMPLESAMLPHP_CONFIG_DIR'] = join(path, 'config')
  const words = ['-S', `127.0.0.1:${port}`, '-t', '/usr/share/simplesamlphp/www']
  const php = start('/usr/bin/php', words)
  delete process.env['SIMPLESAMLPHP_CONFIG_DIR']
  await answering(port)
  const page = `${origin}/module.php/core/authenticate.php?as=default-sp`
  return {
    origin,
    entityId: `${origin}/sp`,
    metadata: `${origin}/module.php/saml/sp/metadata.php/default-sp`,
    inside: page,
    signOut: `${page}&logout`,
    stop: closing(folder, [php]),
  }
}
