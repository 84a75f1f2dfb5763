// Two organisations in one house: one has a logo, at an address of its own that is a picture and
// nothing else; the other has our mark, and no picture is asked for.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { inventedLogo, inventedSvg } from '../../tools/invented/logo.ts'
import { townDatabase } from '../town/database.ts'
import { asks } from '../attacks/push/two-origins.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import { visitor } from '../town/visitor.ts'

let town: Town
beforeAll(async () => {
  town = await openTown({
    database: await townDatabase(),
    example: 'demo',
    phoneHost: 'telefon.localhost',
    change: (file) =>
      file.replace('color = "#0b5d51"\n', `color = "#0b5d51"\nlogo = "${inventedLogo}"\n`),
  })
})
afterAll(() => town.close())

const pageOf = async (login: string): Promise<string> => {
  const who = visitor(town.origin)
  await who.get('/')
  await who.follow()
  await who.answer({ name: login })
  await who.follow()
  return (await who.get(who.last.path, { accept: 'text/html' })).text
}
const logoIn = (html: string): string | undefined =>
  /<img class="logo" src="(\/logo\/[^"]+)" width="96" height="32" alt="">/.exec(
    html.replaceAll(/\s+/g, ' ').replaceAll(' />', '>'),
  )?.[1]

it('is drawn beside the name of its organisation, and of no other', async () => {
  expect(logoIn(await pageOf('kari.nordmann@fjordvik.example'))).toMatch(
    /^\/logo\/fjordvik-handel\?v=[\w-]{16}$/,
  )
  const other = await pageOf('gunhild.bo@fjordvik.kommune.example')
  expect(other).toContain('Fjordvik kommune')
  expect(other).not.toContain('<img')
})

it('is served as a picture that runs and loads nothing, and is asked for once', async () => {
  const path = logoIn(await pageOf('kari.nordmann@fjordvik.example')) ?? ''
  for (const origin of [town.origin, town.phoneOrigin]) {
    const { host } = new URL(origin)
    const answer = await asks(town, { host, target: path })
    expect(answer.body).toBe(inventedSvg)
    expect(answer.headers).toMatchObject({
      'content-type': 'image/svg+xml',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(answer.headers['set-cookie']).toBeUndefined()
    const { etag = '' } = answer.headers
    const again = await asks(town, { host, target: path, headers: { 'if-none-match': etag } })
    expect([again.status, again.body]).toEqual([304, ''])
  }
})

it('is looked for anew where the address is of another picture, and is nowhere else', async () => {
  const old = await fetch(`${town.origin}/logo/fjordvik-handel?v=another`)
  expect([old.status, old.headers.get('cache-control')]).toEqual([200, 'no-cache'])
  for (const path of ['fjordvik-kommune', 'nobody', '__proto__', '..%2f..%2fetc'])
    expect((await fetch(`${town.origin}/logo/${path}`)).status, path).toBe(404)
})
