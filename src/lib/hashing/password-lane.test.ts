import { afterAll, expect, test } from 'vitest'
import { openCrew } from './crew.ts'
import { newWork, pepper } from './password-hash.ts'
import { openPasswordLane } from './password-lane.ts'
import { openKeyring } from '../seal.ts'

const keys = openKeyring(Buffer.alloc(32, 7))
const lane = openPasswordLane({ keys, threads: 2 })
afterAll(() => lane.close())

const work = () => newWork(pepper(Buffer.alloc(32), 'work'))

const hashOf = async (password: string): Promise<string> => {
  const hash = await lane.hash(password)
  expect(hash).not.toBe('busy')
  return hash
}

test('the right password is right, and only the whole of it', async () => {
  const kept = await hashOf('Blåbær og lyng 2')
  expect(await lane.verify('Blåbær og lyng 2', kept)).toBe(true)
  expect(await lane.verify('Bla\u030abær og lyng 2', kept)).toBe(true)
  for (const wrong of ['', 'Blåbær og lyng', 'blåbær og lyng 2', 'Blåbær og lyng 2 ']) {
    expect(await lane.verify(wrong, kept)).toBe(false)
  }
})

test('the same password never gives the same hash twice', async () => {
  expect(await hashOf('the same')).not.toBe(await hashOf('the same'))
})

test('nothing is the password of the decoy, and comparing with it is work like any other', async () => {
  expect(await lane.verify('', lane.decoy)).toBe(false)
  const kept = await hashOf('another')
  expect(lane.decoy.split('$').slice(0, 4)).toEqual(kept.split('$').slice(0, 4))
  expect(lane.decoy.length).toBe(kept.length)
})

test('a hash made under another master key is a fault, not a wrong password', async () => {
  const other = openPasswordLane({ keys: openKeyring(Buffer.alloc(32, 8)), threads: 1 })
  await expect(other.verify('x', await hashOf('x'))).rejects.toThrow('another master key')
  await other.close()
})

test('a full queue answers busy at once, and works on', async () => {
  const small = openPasswordLane({ keys, threads: 1, waitingMax: 2 })
  const answers = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((typed) => small.hash(typed)))
  expect(answers.map((answer) => answer === 'busy')).toEqual([false, false, false, true, true])
  expect(await small.hash('f')).not.toBe('busy')
  await small.close()
})

test('workers start at first use, and end when there is nothing to do', async () => {
  const crew = openCrew({ threads: 2, idleSeconds: 0 })
  expect(crew.size()).toBe(0)
  const both = Promise.all([crew.compute(work()), crew.compute(work())])
  expect(crew.size()).toBe(2)
  await both
  await expect.poll(() => crew.size()).toBe(0)
  expect(await crew.compute(work())).toHaveLength(32)
  await crew.close()
})

test('work that makes a worker fall is a fault, and the next work is done', async () => {
  const crew = openCrew({ threads: 1 })
  const bad = crew.compute({ ...work(), salt: new Uint8Array(1) })
  const good = crew.compute(work())
  await expect(bad).rejects.toThrow('A hash worker fell')
  expect(await good).toHaveLength(32)
  await crew.close()
})

test('closing tells whoever waits', async () => {
  const crew = openCrew({ threads: 1 })
  const told = Promise.allSettled([crew.compute(work()), crew.compute(work())])
  await crew.close()
  expect((await told).map((one) => one.status)).toEqual(['rejected', 'rejected'])
  await expect(crew.compute(work())).rejects.toThrow('closed')
})
