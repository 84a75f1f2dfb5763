// One PostgreSQL for a whole run of the tests, with the migrated template that every test file
// copies. It keeps nothing: writes do not wait for the disk. Must never be used outside tests.
import { once } from 'node:events'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { build } from '../../../bin/built.js'
import { launch, makeCluster, type Engine } from '../../../src/store/server/launch.ts'
import { lowUser } from '../../../src/store/server/low-user.ts'
import { reachableBinaries } from '../../../src/store/server/relocate.ts'
import { migrate } from '../../../src/store/server/migrate.ts'

export const template = 'template_of_the_house'

declare module 'vitest' {
  interface ProvidedContext {
    engine: { readonly host: string }
  }
}

/** Called by vitest once per run (vitest.config.ts). */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  // The app on the phone is served by every town; without it there would be a hole.
  if (!build()) throw new Error('The app on the phone could not be built')
  // Short, since the path of a socket may be 100 bytes at most.
  const folder = mkdtempSync(join(tmpdir(), 'town-'))
  const user = lowUser()
  const cluster = join(folder, 'cluster')
  mkdirSync(cluster)
  for (const path of [folder, cluster]) {
    chmodSync(path, 0o700)
    if (user) chownSync(path, user.uid, user.gid)
  }
  const engine: Engine = {
    // Another PostgreSQL on request: npm test runs what speaks to it on the oldest that we support.
    binaries: process.env['PORTVAKT_TEST_POSTGRES'] ?? reachableBinaries(user),
    cluster,
    socketFolder: folder,
    user,
    options: {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      max_connections: 200,
      shared_buffers: '64MB',
      log_min_messages: 'panic',
    },
  }
  const { made, said } = await makeCluster({ ...engine, syncs: false })
  if (!made) throw new Error(`initdb failed: ${said}`)
  const child = launch(engine)
  await answering(folder)
  await makeTemplate(folder)
  project.provide('engine', { host: folder })
  return async () => {
    const ended = once(child, 'exit')
    child.kill('SIGINT')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
}

async function answering(host: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const client = new pg.Client({ host, user: 'portvakt', database: 'postgres' })
    try {
      await client.connect()
      await client.end()
      return
    } catch (fault) {
      if (tries === 200) throw fault
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
  }
}

async function makeTemplate(host: string): Promise<void> {
  await onEngine(host, `create database ${template}`)
  await migrate({ address: { host, user: 'portvakt', database: template } })
}

/** One statement in a connection of its own, where no transaction is open. */
export async function onEngine(host: string, text: string): Promise<void> {
  const client = new pg.Client({ host, user: 'portvakt', database: 'postgres' })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}
