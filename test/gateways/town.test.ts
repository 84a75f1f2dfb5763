// The town's gateway does what its modes say: a test that stands on it must be able to trust it.
import { afterAll, beforeEach, expect, test } from 'vitest'
import { openGateway } from '../../src/outside/text/open-gateway.ts'
import { openTownGateway } from '../town/gateway.ts'
import { openVendor } from './vendor.ts'

const town = await openTownGateway()
const house = await openVendor()
house.answer = { status: 204, body: '' }
afterAll(async () => {
  await town.close()
  await house.close()
})
const gateway = openGateway(
  { preset: 'demo', address: town.address, secret: town.secret },
  {
    name: 'town',
    reportAddress: `${house.address}/gateway/k3y`,
    internal: ['127.0.0.0/8'],
    hmacSha1: () => '',
  },
)
const number = '+4799999944'
const send = async (id: string, signal = AbortSignal.timeout(3000)) =>
  await gateway?.sendText?.({ id, to: number, text: id, sender: 'FJORD' }, signal)
const arrived = (...ids: string[]): readonly string[] =>
  town
    .arrivedAt(number)
    .map(({ id }) => id)
    .filter((id) => ids.includes(id))
beforeEach(() => {
  town.mode = 'ok'
})

test('one id is one message, however often it is asked for', async () => {
  await send('twice')
  await send('twice')
  expect(arrived('twice')).toEqual(['twice'])
  expect(town.asked.filter((id) => id === 'twice')).toHaveLength(2)
})

test('a message is lost, and is doubled', async () => {
  town.mode = 'drop'
  expect(await send('lost')).toMatchObject({ is: 'sent' })
  town.mode = 'double'
  expect(await send('doubled')).toMatchObject({ is: 'sent' })
  expect(arrived('lost', 'doubled')).toEqual(['doubled', 'doubled'])
})

test('messages come late, and in another order', async () => {
  town.mode = 'hold'
  for (const id of ['one', 'two', 'three']) expect(await send(id)).toMatchObject({ is: 'sent' })
  town.mode = 'ok'
  expect(arrived('one', 'two', 'three')).toEqual([])
  await town.release('three', 'one')
  expect(arrived('one', 'two', 'three')).toEqual(['three', 'one'])
  await town.release()
  expect(arrived('one', 'two', 'three')).toEqual(['three', 'one', 'two'])
  expect(house.asked.map(({ body }) => body).join()).toMatch(/"three".*"one".*"two"/s)
})

test('a slow one arrives after we have given up on it', async () => {
  town.mode = 'slow'
  const stop = new AbortController()
  const heard = town.asked.length
  const outcome = send('slow', stop.signal)
  await town.heard(heard + 1)
  stop.abort()
  expect(await outcome).toMatchObject({ is: 'unknown' })
  expect(arrived('slow')).toEqual([])
  const before = town.arrivedAt(number).length
  await town.release()
  await town.arrived(before + 1)
  expect(arrived('slow')).toEqual(['slow'])
})

test('what has arrived is still there when it has been away', async () => {
  await send('before')
  await town.close()
  expect(await send('away')).toMatchObject({ is: 'down' })
  await town.open()
  await send('after')
  expect(arrived('before', 'away', 'after')).toEqual(['before', 'after'])
})
