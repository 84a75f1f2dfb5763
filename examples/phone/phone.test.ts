// The demo's phone: what is sent to it arrives once and is shown as text; a call is read and its
// keys are pressed; and the house is told.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openVendor } from '../../test/gateways/vendor.ts'
import { openGateway } from '../../src/outside/text/open-gateway.ts'
import type { Script } from '../../src/outside/text/gateway.ts'
import { startPhone } from './phone.ts'

const folder = mkdtempSync(join(tmpdir(), 'phone-'))
const settings = { port: 0, secret: 'sesam', keepIn: join(folder, 'phone.jsonl') }
const phone = await startPhone(settings)
const house = await openVendor()
afterAll(async () => {
  await phone.close()
  await house.close()
  rmSync(folder, { recursive: true })
})

const at = (port: number): string => `http://localhost:${port}`
const gateway = openGateway(
  {
    preset: 'demo',
    address: at(phone.port),
    secret: 'sesam',
    callsFrom: '+4799999900',
  },
  {
    name: 'demo',
    reportAddress: `${house.address}/gateway/k3y`,
    internal: ['127.0.0.0/8', '::1'],
    hmacSha1: () => '',
  },
)
const page = async (port = phone.port): Promise<string> => (await fetch(at(port))).text()
const send = async (id: string, text: string) =>
  await gateway?.sendText?.(
    { id, to: '+4799999944', text, sender: 'FJORD' },
    AbortSignal.timeout(3000),
  )
const press = (body: Record<string, string>, origin = at(phone.port)) =>
  fetch(`${at(phone.port)}/key`, {
    method: 'POST',
    headers: { origin },
    body: new URLSearchParams(body),
    redirect: 'manual',
  })

test('a message arrives once, also after a restart, and the house is told', async () => {
  expect(await send('a1', '482913 er koden din <for> FJORD.')).toMatchObject({ is: 'sent' })
  expect(await send('a1', '482913 er koden din <for> FJORD.')).toMatchObject({ is: 'sent' })
  const again = await startPhone({ ...settings, port: 0 })
  for (const port of [phone.port, again.port]) {
    const html = await page(port)
    expect(html.split('482913 er koden din &lt;for&gt; FJORD.')).toHaveLength(2)
    expect(html).toContain('+47 999 99 944')
  }
  await again.close()
  const [report] = house.asked
  const read = gateway?.readReport?.({
    method: 'POST',
    path: report?.path ?? '',
    headers: report?.headers ?? {},
    body: report?.body ?? '',
  })
  expect(read).toMatchObject([{ id: 'a1', reference: 'phone-a1', state: 'delivered' }])
})

test('the newest stands on top', async () => {
  await send('a2', 'eldre')
  await send('a3', 'nyere')
  const html = await page()
  expect(html.indexOf('nyere')).toBeLessThan(html.indexOf('eldre'))
})

test('a call says the code when the right key is pressed, and not before', async () => {
  const callback = `${house.address}/call/k3y`
  const script: Script = {
    language: 'nb',
    callback,
    key: '1',
    invites: 'Trykk 1 for å høre koden.',
    says: 'Koden er 4, 8, 2, 9, 1, 3.',
  }
  const calling = {
    id: 'c1',
    to: '+4799999944',
    extension: '4321',
    language: 'nb',
    callback,
  } as const
  expect(await gateway?.call?.(calling, AbortSignal.timeout(3000))).toMatchObject({ is: 'sent' })
  expect(await page()).toContain('internnummer 4321')

  const speak = (key?: string): void => {
    const heard = gateway?.hear?.({
      method: 'POST',
      path: '/call/k3y',
      headers: {},
      body: JSON.stringify({ call: 'c1', ...(key && { key }) }),
    })
    house.answer = { status: 200, body: gateway?.speak?.(heard ?? {}, script).body ?? '' }
  }
  speak()
  expect((await press({ call: 'c1' })).status).toBe(303)
  speak('7')
  await press({ call: 'c1', key: '7' })
  expect(await page()).not.toContain('4, 8, 2')
  expect(await page()).toContain('value="9"')
  speak('1')
  await press({ call: 'c1', key: '1' })
  const html = await page()
  expect(html.split('4, 8, 2')).toHaveLength(3)
  expect(html).toContain('Samtalen er slutt.')
  expect(html).not.toContain('value="9"')
  expect(JSON.parse(house.asked.at(-1)?.body ?? '')).toEqual({ call: 'c1', key: '1' })
})

test('nobody sends without the secret, and no other page presses a key', async () => {
  const body = JSON.stringify({ id: 'x', to: '+4799999944', text: 'x', sender: 'x' })
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${at(phone.port)}/messages`, { method: 'POST', headers, body })
  expect(answer.status).toBe(401)
  expect((await press({ call: 'c1' }, 'https://evil.example')).status).toBe(403)
  const signedIn = { authorization: 'Bearer sesam' }
  const form = await fetch(`${at(phone.port)}/messages`, {
    method: 'POST',
    headers: signedIn,
    body,
  })
  expect(form.status).toBe(415)
})
