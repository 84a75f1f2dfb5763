// What is not offered, to nobody: addresses of others that we would fetch, devices, back rooms, and
// lists that are turned by a word of the asker's own.
import { expect } from 'vitest'
import { z } from 'zod'
import { readHouseFile } from '../../../src/domain/applying/house-file.ts'
import { factors } from '../../../src/factors/index.ts'
import { openHttpCall } from '../../../src/outside/http-call.ts'
import { asks, comesIn, house } from '../adm/desk.ts'
import { openEar } from '../ear.ts'
import { houseFile, secretOf } from '../house-file.ts'
import { attack, openRig } from '../rig.ts'
import {
  authorizeAs,
  authorizing,
  basic,
  callAs,
  codeOf,
  places,
  redeem,
  signIn,
  tokensIn,
} from '../verbs.ts'

openRig()

const withOidc = (more: object) => ({
  ...houseFile,
  applications: [
    {
      id: 'new',
      name: 'New',
      everyone: true,
      oidc: { redirects: ['https://new.fjordvik.example/cb'], secret: secretOf('new'), ...more },
    },
  ],
})

attack('ATK-OIDC-11 no address of an application leads a call inside the house', async (rig) => {
  const written = readHouseFile(
    withOidc({ tellSignOut: 'https://new.fjordvik.example/bye' }),
    factors,
  )
  expect(written.is).not.toBe('wrong')
  const ear = await openEar()
  const call = openHttpCall({ internal: [] })
  await rig.attack({ events: [] }, async () => {
    // What would be fetched does not exist as a setting at all.
    for (const name of ['jwksUri', 'jwks_uri', 'sectorIdentifierUri', 'logoUri', 'requestUris']) {
      const file = withOidc({ [name]: 'https://new.fjordvik.example/keys' })
      expect([name, readHouseFile(file, factors).is]).toEqual([name, 'wrong'])
    }
    for (const tellSignOut of ['http://10.0.0.1/bye', 'file:///etc/passwd', 'javascript:alert(1)'])
      expect([tellSignOut, readHouseFile(withOidc({ tellSignOut }), factors).is]).toEqual([
        tellSignOut,
        'wrong',
      ])
    for (const address of [
      ear.address,
      `http://localhost:${ear.port}/`,
      `http://[::ffff:127.0.0.1]:${ear.port}/`,
      `http://2130706433:${ear.port}/`,
      `http://0x7f.1:${ear.port}/`,
      'http://169.254.169.254/latest/meta-data/',
      'http://10.0.0.1/',
      'http://[fd00::1]/',
      'file:///etc/passwd',
    ]) {
      const told = await call(address, { method: 'POST', body: 'x' }).then(
        () => 'called',
        (fault: unknown) => String(Object(fault).why),
      )
      expect([address, told]).toEqual([address, 'refused'])
    }
    expect(ear.calls).toBe(0)
  })
  await ear.close()
})

const devices = 'urn:ietf:params:oauth:grant-type:device_code'

attack('ATK-OIDC-13 no code of somebody else’s device is there to be approved', async (rig) => {
  const alice = await rig.colleague('alice')
  const browser = rig.browser()
  await signIn(browser, alice)
  const eve = rig.machine()
  expect((await callAs(eve, 'post', places.token, { grant_type: 'refresh_token' })).status).toBe(
    400,
  )
  await rig.attack({ events: [] }, async () => {
    const known = JSON.parse(await (await rig.call({ target: places.discovery })).text())
    expect(known.device_authorization_endpoint).toBeUndefined()
    expect(known.grant_types_supported).not.toContain(devices)
    for (const path of ['/oidc/device/auth', '/device/auth']) {
      const asked = await callAs(eve, 'post', path, { client_id: 'post', scope: 'openid' })
      expect([path, asked.status]).toEqual([path, 404])
    }
    for (const path of ['/oidc/device?user_code=ABCD-EFGH', '/device?user_code=ABCD-EFGH']) {
      const seen = await browser.get(path, { accept: 'text/html' })
      expect([path, seen.status]).toEqual([path, 404])
      expect(seen.text).not.toContain('ABCD-EFGH')
    }
    const fields = { grant_type: devices, device_code: 'x' }
    expect((await callAs(eve, 'post', places.token, fields)).status).toBe(400)
  })
})

attack('ATK-OIDC-14 whoever is shut out at the door is shut out at every other', async (rig) => {
  const alice = await rig.colleague('alice')
  const machine = rig.machine()
  const asked = authorizing('post')
  const code = codeOf(await authorizeAs(rig.browser(), asked, alice)) ?? ''
  const tokens = tokensIn(await redeem(machine, asked, code))
  const renewed = tokensIn(await rig.refresh(machine, tokens.refresh_token ?? ''))
  await rig.attack({ rows: true }, async () => {
    await rig.suspend(alice)
    const late = await rig.refresh(machine, renewed.refresh_token ?? '')
    expect([late.status, JSON.parse(late.text).error]).toEqual([400, 'invalid_grant'])
    for (const fields of [
      { grant_type: 'password', username: alice.login, password: alice.password },
      { grant_type: 'urn:openid:params:grant-type:ciba', auth_req_id: 'x' },
      {
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token: tokens.access_token,
        subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      },
      {
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        assertion: tokens.id_token ?? '',
      },
    ]) {
      const told = await callAs(machine, 'post', places.token, fields)
      expect([told.status, JSON.parse(told.text).error]).toEqual([400, 'unsupported_grant_type'])
    }
    for (const target of ['/oidc/backchannel', '/backchannel', '/oidc/ciba']) {
      const headers = [['authorization', basic('post')] as const]
      const told = await rig.call({ method: 'POST', target, headers, body: 'login_hint=alice' })
      expect([target, told.status]).toEqual([target, 404])
    }
  })
})

const found = z.looseObject({ people: z.array(z.object({ login: z.string() })) })

attack('ATK-OIDC-24 no list is turned by a word of the asker’s own', async (rig) => {
  await rig.town.apply(house)
  const desk = await comesIn(rig, 'desk', 'ansatte,stotte')
  const alice = await rig.colleague('alice')
  const honest = found.parse(await asks(desk, 'people/find', { words: alice.login }))
  expect(honest.people.map(({ login }) => login)).toContain(alice.login)
  const looks = Array<string>(6).fill('person.looked-up')
  await rig.attack({ events: looks }, async () => {
    for (const name of [
      'cursor',
      'after',
      'page',
      'page_token',
      'order',
      'sort',
      'offset',
      'filter',
    ])
      for (const word of ['1', `x' or 1=1 --`, btoa(`{"id":"' or 1=1 --"}`)]) {
        const told = await asks(desk, 'people/find', { words: alice.login, [name]: word })
        expect([name, word, told.status]).toEqual([name, word, 400])
      }
    for (const words of [`' or 1=1 --`, `%`, `__`, `a'; drop table people; --`, '\\', `*)(uid=*`]) {
      const told = await asks(desk, 'people/find', { words: `zz${words}` })
      expect(told.status).toBe(200)
      expect(found.parse(told).people).toEqual([])
    }
  })
})
