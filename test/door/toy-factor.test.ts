// A new kind of proof is a folder and a line in the list: the wizard, the door, one's own page, the
// counting and the rules take it as they take every other.
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import { closeAll } from '../town/run/closing.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import { known, typesPassword } from './typed-password.ts'
import { withoutApp } from '../town/without-app.ts'

// The house is read anew here, since files before this one have read it without the toy; and those
// after it read it without again.
vi.hoisted(() => vi.resetModules())
vi.mock(import('../../src/factors/index.ts'), async (original) => {
  const { factors } = await original()
  const { toy } = await import('./toy/toy.ts')
  const all = [...factors, toy] // the line
  return { factors: all, factorNamed: (name) => all.find((factor) => factor.name === name) }
})

const login = 'per.aas@fjordvik.example'

let database: Database
let town: Town
beforeAll(async () => {
  database = await townDatabase()
  town = await openTown({
    database,
    example: 'demo',
    change: (file) =>
      withoutApp(file)
        .replace(/^accepts = .*"voice"\]$/m, 'accepts = ["password", "toy"]')
        .replace('methods = ["second"]', 'methods = ["second"]\nfirstByOneProof = true'),
  })
})
afterAll(async () => {
  await town.close()
  await closeAll()
  vi.doUnmock('../../src/factors/index.ts')
  vi.resetModules()
})

it('a factor that was added is set up, asked for, counted and kept', async () => {
  await town.knows(login, known)
  const first = await typesPassword(town, login)
  expect(first.last.screen).toMatchObject({ kind: 'enter-code', wizard: { isFirst: true } })
  await first.answer({ code: '' })
  expect(first.last.problem?.code).toBe('code-missing')
  await first.answer({ code: 'blåbær' })
  await first.follow()
  expect(first.last.screen).toMatchObject({ kind: 'summary' })
  await first.answer({})

  const again = await typesPassword(town, login)
  const way = again.last.path
  for (const code of ['tyttebær', 'multe']) {
    await again.answer({ code })
    expect(again.last.problem?.code).toBe('wrong-code')
  }
  await again.get(way, { accept: 'text/html' })
  expect(again.last.status).toBe(200)
  await again.get(way)
  await again.answer({ code: 'blåbær' })
  expect(again.last.to).toBe('/')

  await again.get('/security', { accept: 'text/html' })
  expect(again.last.text).toContain('toy')
  await again.get('/security')
  expect(JSON.parse(again.last.text)).toMatchObject({
    methods: expect.arrayContaining([expect.objectContaining({ factor: 'toy', mayRemove: false })]),
  })
  const { rows } = await database.send<{ kind: string }>(
    '',
    `select kind from events where data->>'factor' = 'toy' order by id`,
    [],
  )
  expect(rows.map(({ kind }) => kind)).toEqual(['method.enrolled', 'proof.failed', 'proof.failed'])
})
