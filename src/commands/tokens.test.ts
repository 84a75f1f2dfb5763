import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { addressAsUrl, townAddress } from '../../test/town/database.ts'
import { readSettings } from '../settings.ts'
import { run } from './main.ts'

const folder = mkdtempSync(join(tmpdir(), 'tokens-'))
afterAll(() => rmSync(folder, { recursive: true }))
const url = addressAsUrl(await townAddress())
const settings = () => readSettings({ env: { PORTVAKT_DATA: folder, DATABASE_URL: url }, argv: [] })

async function portvakt(...argv: string[]) {
  const told: string[] = []
  const code = await run(
    argv,
    { say: (line) => told.push(line), complain: (line) => told.push(line) },
    settings,
  )
  return { code, said: told.join('\n') }
}

const seed = '3132333435363738393031323334353637383930'
const other = '3938373635343332313039383736353433323130'

test('tokens are brought in, listed by their last signs, and no seed is printed', async () => {
  const path = join(folder, 'seeds.csv')
  writeFileSync(path, `FTK-000001,${seed}\nFTK-000002,${other}\nFTK-000003,\n`)
  const brought = await portvakt('tokens', 'import', path, '--digits=8', '--seconds=60')
  expect(brought.code).toBe(1)
  expect(brought.said).toContain('line 3: seed-missing')
  expect(brought.said).toContain('2 tokens brought in, 1 bad lines.')
  const again = await portvakt('tokens', 'import', path)
  expect(again.said).toContain('line 1: known-already')
  const listed = await portvakt('tokens', 'list')
  expect(listed.code).toBe(0)
  expect(listed.said).toContain('…0001  nobody’s yet')
  expect(listed.said).toContain('2 tokens, 0 of them held')
  for (const { said } of [brought, again, listed])
    for (const secret of [seed, other, '000001']) expect(said).not.toContain(secret)
})

test('what is not understood, or is no file of tokens, brings nothing in', async () => {
  const xml = join(folder, 'seeds.xml')
  writeFileSync(xml, '<?xml version="1.0"?><KeyContainer/>')
  expect(await portvakt('tokens', 'import', xml)).toMatchObject({
    code: 1,
    said: expect.stringContaining('line 1: xml'),
  })
  const bytes = join(folder, 'bytes.csv')
  writeFileSync(bytes, Buffer.from([0xff, 0xfe, 0x41]))
  expect((await portvakt('tokens', 'import', bytes)).code).toBe(2)
  expect((await portvakt('tokens', 'import', join(folder, 'nowhere.csv'))).code).toBe(1)
  expect((await portvakt('tokens', 'import')).code).toBe(2)
  for (const wrong of ['--digits=5', '--seconds=45', '--hash=md5'])
    expect((await portvakt('tokens', 'import', xml, wrong)).code).toBe(2)
})
