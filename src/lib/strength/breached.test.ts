import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { packBreached } from './breached-pack.ts'
import { breachedHash, openBreachedList } from './breached.ts'

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'breached-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

const folderOf = (passwords: readonly string[], ending = '') => ranges(passwords, ending)

async function ranges(passwords: readonly string[], ending: string): Promise<string> {
  const folder = await newFolder()
  const files = new Map<string, string[]>()
  for (const password of passwords) {
    const hash = createHash('sha1').update(password).digest('hex').toUpperCase()
    const lines = files.get(hash.slice(0, 5)) ?? []
    files.set(hash.slice(0, 5), [...lines, `${hash.slice(5)}:3`])
  }
  for (const [prefix, lines] of files) {
    await writeFile(join(folder, prefix + ending), lines.sort().join('\r\n'))
  }
  return folder
}

test('the hash is the one the lists are made of', () => {
  expect(breachedHash('password').toString('hex')).toBe('5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8')
  expect(breachedHash('bla\u030ab\u00e6r')).toEqual(breachedHash('bl\u00e5b\u00e6r'))
})

test.for(['', '.txt'])(
  'a folder of range files «XXXXX%s» is read as it was fetched',
  async (ending) => {
    const list = await openBreachedList(
      await folderOf(['password', 'Sommer2026!', 'blåbær'], ending),
    )
    expect(await list.has('password')).toBe(true)
    expect(await list.has('Sommer2026!')).toBe(true)
    expect(await list.has('blåbær')).toBe(true)
    await list.close()
  },
)

test('padding with a count of nothing is not a leak', async () => {
  const folder = await folderOf(['password'])
  const rest = breachedHash('password').toString('hex').toUpperCase().slice(5)
  for (const [line, leaked] of [
    [`${rest}:0`, false],
    [`${rest}:0\r\n${'F'.repeat(35)}:7`, false],
    [`${'0'.repeat(35)}:0\r\n${rest}:10`, true],
    [`${rest.toLowerCase()}:1`, true],
  ] as const) {
    await writeFile(join(folder, '5BAA6'), line)
    expect(await (await openBreachedList(folder)).has('password')).toBe(leaked)
  }
})

test('a list that was not fetched whole is a fault, never «not leaked»', async () => {
  const folder = await folderOf(['password'])
  const list = await openBreachedList(folder)
  await expect(list.has('another')).rejects.toThrow('not fetched whole')
  await expect(openBreachedList(join(folder, 'nothing'))).rejects.toThrow('ENOENT')
  await writeFile(join(folder, 'short'), Buffer.alloc(12))
  await expect(openBreachedList(join(folder, 'short'))).rejects.toThrow('not a packed list')
})

test('a packed file holds exactly what the folder holds, and is sorted', async () => {
  const listed = Array.from({ length: 2000 }, (_, at) => `listed ${at}`)
  const folder = await folderOf(listed)
  const path = join(folder, 'packed')
  expect(await packBreached(folder, path)).toBe(listed.length)
  const bytes = await readFile(path)
  for (let at = 8; at < bytes.length; at += 8) {
    expect(Buffer.compare(bytes.subarray(at - 8, at), bytes.subarray(at, at + 8))).toBeLessThan(0)
  }
  const list = await openBreachedList(path)
  for (const password of listed) expect(await list.has(password)).toBe(true)
  for (let at = 0; at < 500; at++) expect(await list.has(`other ${at}`)).toBe(false)
  await list.close()
})

test('packing sorts what lies unsorted, and leaves padding out', async () => {
  const folder = await newFolder()
  const lines = [`${'9'.repeat(35)}:1`, `${'5'.repeat(35)}:0`, `${'1'.repeat(35)}:12`, 'no hash:1']
  await writeFile(join(folder, 'ABCDE'), lines.join('\r\n'))
  await writeFile(join(folder, 'README'), 'not a range')
  const path = join(folder, 'packed')
  expect(await packBreached(folder, path)).toBe(2)
  expect((await readFile(path)).toString('hex')).toBe('abcde11111111111abcde99999999999')
})

test('a packed file is found in however unevenly it is spread', async () => {
  const folder = await newFolder()
  const path = join(folder, 'packed')
  const wanted = breachedHash('wanted').subarray(0, 8)
  for (const other of [Buffer.alloc(8), Buffer.alloc(8, 255)]) {
    const same = Array.from({ length: 5000 }, (_, at) => {
      const entry = Buffer.from(other)
      entry.writeUInt16BE(at, 6)
      return entry
    })
    const all = [...same, wanted].sort((one, another) => Buffer.compare(one, another))
    await writeFile(path, Buffer.concat(all))
    const list = await openBreachedList(path)
    expect(await list.has('wanted')).toBe(true)
    expect(await list.has('unwanted')).toBe(false)
    await list.close()
  }
})

test.for([1, 512, 513])('a packed file of %i entries has a first and a last', async (count) => {
  const listed = Array.from({ length: count }, (_, at) => `listed ${at}`)
  const folder = await folderOf(listed)
  const path = join(folder, 'packed')
  await packBreached(folder, path)
  const list = await openBreachedList(path)
  for (const password of listed) expect(await list.has(password)).toBe(true)
  await list.close()
})
