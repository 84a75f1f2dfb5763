// Apache with mod_auth_openidc, a relying party in C that nobody here wrote: it signs people in by
// a code and a challenge, signs them out by our page, and hears of an end that came from elsewhere.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync, chmodSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answering, freePort, start, type Program } from '../gateways/program.ts'
import { townDatabase } from '../town/database.ts'
import { applicationNamed, browser, oidcTown, secret, type OidcTown } from '../town/oidc.ts'

const modules = '/usr/lib/apache2/modules'
const isThere = existsSync('/usr/sbin/apache2') && existsSync(join(modules, 'mod_auth_openidc.so'))

const configured = (folder: string, origin: string, issuer: string): string => `
ServerRoot ${folder}
ServerName localhost
Listen ${new URL(origin).port}
PidFile ${folder}/pid
ErrorLog ${folder}/errors
DefaultRuntimeDir ${folder}
DocumentRoot ${folder}/pages
User www-data
Group www-data
${['mpm_event', 'authn_core', 'authz_core', 'authz_user', 'headers', 'auth_openidc']
  .map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`)
  .join('\n')}
OIDCProviderMetadataURL ${issuer}/.well-known/openid-configuration
OIDCClientID web
OIDCClientSecret ${secret}
OIDCRedirectURI ${origin}/protected/callback
OIDCCryptoPassphrase a-phrase-of-the-test-and-of-nothing-else
OIDCPKCEMethod S256
OIDCScope "openid profile email"
OIDCIDTokenSignedResponseAlg ES256
OIDCRemoteUserClaim sub
OIDCPassClaimsAs environment
# Whoever does not say that it is a browser is led to the house all the same.
OIDCUnAuthAction auth true
<Location /protected>
  AuthType openid-connect
  Require valid-user
  Header always set x-who "%{OIDC_CLAIM_sub}e"
  Header always set x-mail "%{OIDC_CLAIM_email}e"
</Location>
`

describe.skipIf(!isThere)(
  'mod_auth_openidc, skipped where libapache2-mod-auth-openidc is not installed',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'apache-'))
    let town: OidcTown
    let apache: Program
    let origin: string
    beforeAll(async () => {
      origin = `http://localhost:${await freePort()}`
      town = await oidcTown(await townDatabase(), [
        applicationNamed('web', {
          redirects: [`${origin}/protected/callback`],
          afterSignOut: [`${origin}/bye`],
          tellSignOut: `${origin}/protected/callback?logout=backchannel`,
          secret,
        }),
      ])
      await town.addPerson({ id: 'kari' })
      town.comesIn = 'kari'
      mkdirSync(join(folder, 'pages', 'protected'), { recursive: true })
      writeFileSync(join(folder, 'pages', 'protected', 'index.html'), 'in')
      writeFileSync(join(folder, 'httpd.conf'), configured(folder, origin, town.origin))
      chmodSync(folder, 0o755)
      apache = start('/usr/sbin/apache2', ['-f', join(folder, 'httpd.conf'), '-X'])
      await answering(Number(new URL(origin).port))
    })
    afterAll(async () => {
      await apache?.stop()
      await town?.close()
      rmSync(folder, { recursive: true, force: true })
    })

    const page = '/protected/index.html'
    const isAsked = async (on: ReturnType<typeof browser>): Promise<URL | undefined> => {
      const answer = await on.go(page)
      const to = answer.headers.get('location')
      return answer.status === 302 && to !== null ? new URL(to) : undefined
    }

    async function comesIn() {
      const there = browser(origin)
      const here = browser(town.origin)
      const asked = await isAsked(there)
      expect(asked?.origin).toBe(town.origin)
      expect(asked?.searchParams.get('code_challenge_method')).toBe('S256')
      const { to } = await here.walk(asked?.href ?? '')
      const back = await there.go(to?.href ?? '')
      expect([back.status, back.headers.get('location')]).toEqual([302, `${origin}${page}`])
      const seen = await there.go(page)
      expect(seen.status).toBe(200)
      expect([seen.headers.get('x-who'), seen.headers.get('x-mail')]).toEqual([
        'kari',
        'kari@post.example',
      ])
      return { there, here }
    }

    test('signs a person in by a code and a challenge, and reads the claims', async () => {
      const { there } = await comesIn()
      expect(await isAsked(there)).toBeUndefined()
      expect(town.faults).toEqual([])
    })

    test('signs out by our page, comes back, and asks anew', async () => {
      const { there, here } = await comesIn()
      const leaving = await there.go(
        `/protected/callback?logout=${encodeURIComponent(`${origin}/bye`)}`,
      )
      const asked = new URL(leaving.headers.get('location') ?? origin)
      expect([asked.origin, asked.pathname]).toEqual([town.origin, '/oidc/logout'])
      const form = await (await here.go(asked.href)).text()
      const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(form) ?? []
      const done = await here.go('/oidc/logout/confirm', {
        method: 'POST',
        body: new URLSearchParams({ xsrf, logout: 'yes' }),
      })
      expect(done.headers.get('location')).toBe(`${origin}/bye`)
      const again = await isAsked(there)
      again?.searchParams.set('prompt', 'none')
      const { to } = await here.walk(again?.href ?? '')
      expect(to?.searchParams.get('error')).toBe('login_required')
    })

    test('hears of an end that came from elsewhere, and lets nobody in by the old session', async () => {
      const { there } = await comesIn()
      const other = await comesIn()
      const { rows } = await town.database.send<{ id: string }>(
        '',
        `select id from sessions where authorizations ? 'web' and ended_at is null
       order by created_at desc limit 1`,
        [],
      )
      const about = `${rows[0]?.id} web`
      expect(await town.oidc.tell({ about, tries: 0 }, town.moment())).toBe('told')
      expect((await isAsked(other.there))?.origin).toBe(town.origin)
      expect(await isAsked(there)).toBeUndefined()
    })
  },
)
