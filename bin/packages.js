// What the tests like to find on the machine besides npm's packages. Must never install anything
// that was not asked for (PORTVAKT_TEST_INSTALL=1).
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './install.js'

const wished = [
  {
    name: 'a browser (Chromium)',
    debian: 'chromium',
    isThere: () =>
      Boolean(process.env['CHROMIUM']) ||
      existsSync('/usr/bin/chromium') ||
      existsSync(join(root, 'node_modules', '@sparticuz', 'chromium', 'bin')),
    isBest: () => Boolean(process.env['CHROMIUM']) || existsSync('/usr/bin/chromium'),
  },
  {
    name: 'PostgreSQL 15, the oldest that we support',
    debian: 'postgresql-15',
    isThere: () => existsSync('/usr/lib/postgresql/15/bin/postgres'),
    isBest: () => existsSync('/usr/lib/postgresql/15/bin/postgres'),
  },
  ...[
    ['Firefox, which reads what is pushed to it', 'firefox-esr', '/usr/bin/firefox-esr'],
    // With the screen below it 55 packages, 11 s to install.
    ['WebKit, which has no passkeys', 'webkit2gtk-driver', '/usr/bin/WebKitWebDriver'],
    ['a screen for WebKit’s windows', 'xvfb', '/usr/bin/Xvfb'],
    ['where SimpleSAMLphp keeps its sessions', 'php-sqlite3', '/usr/share/php8.2-sqlite3'],
    ['Kannel, an SMS gateway', 'kannel', '/usr/sbin/bearerbox'],
    ['the message centre of Kannel’s tests', 'kannel-extras', '/usr/lib/kannel/test/fakesmsc'],
    ['Postfix, a mail server', 'postfix', '/usr/sbin/postfix'],
    ['oathtool, which makes codes', 'oathtool', '/usr/bin/oathtool'],
    ['faketime, which moves the clock of a program', 'faketime', '/usr/bin/faketime'],
    ['Apache, for the three below', 'apache2', '/usr/sbin/apache2'],
    [
      'mod_auth_mellon, a SAML service provider',
      'libapache2-mod-auth-mellon',
      '/usr/lib/apache2/modules/mod_auth_mellon.so',
    ],
    ['Shibboleth SP, another', 'libapache2-mod-shib', '/usr/lib/apache2/modules/mod_shib.so'],
    ['SimpleSAMLphp, a third', 'simplesamlphp', '/usr/share/simplesamlphp/www/index.php'],
    ['PHP on a command line, for it', 'php-cli', '/usr/bin/php'],
    ['what SimpleSAMLphp reads XML with', 'php-xml', '/usr/share/php8.2-xml/xml/dom.ini'],
    ['its letters of more than a byte', 'php-mbstring', '/usr/share/php8.2-mbstring/mbstring'],
    ['xmlsec1, which judges signatures in XML', 'xmlsec1', '/usr/bin/xmlsec1'],
    [
      'mod_auth_openidc, an application that speaks OpenID Connect',
      'libapache2-mod-auth-openidc',
      '/usr/lib/apache2/modules/mod_auth_openidc.so',
    ],
    ['KeePassXC, which keeps and makes codes', 'keepassxc', '/usr/bin/keepassxc-cli'],
  ].map(([name = '', debian = '', path = '']) => ({
    name,
    debian,
    isThere: () => existsSync(path),
    isBest: () => existsSync(path),
  })),
]

/** Only Debian and its kin, and only as root: anywhere else they are skipped by name. */
export function installPackages() {
  const packages = wished.filter((wish) => !wish.isBest()).map((wish) => wish.debian)
  if (packages.length === 0 || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  apt('update', '-qq')
  // One at a time: what this release of Debian does not have must not keep out the rest.
  for (const name of packages) apt('install', '-y', '-qq', '--no-install-recommends', name)
}

/** @param {string[]} words */
const apt = (...words) =>
  void spawnSync('apt-get', words, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 2, 2],
  })

export const missing = () =>
  wished.filter((wish) => !wish.isThere()).map((wish) => `${wish.name}: not on this machine`)
