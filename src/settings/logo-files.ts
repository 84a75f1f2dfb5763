// The logos that a configuration file names by path, read and put in their place: the house keeps
// the picture and not the path, so that every node has it. What is no picture is refused later, by
// the shape that it is kept in.
import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { CannotStart } from '../lib/cannot-start.ts'
import { asKept, pictureBytesMax } from '../lib/color/logo/picture.ts'

type Table = Readonly<Record<string, unknown>>

const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Paths are from the folder of the file; what is a picture already stands as it is. */
export function withLogos(file: Table, folder: string): Table {
  const { organisations } = file
  if (!Array.isArray(organisations)) return file
  const rows: readonly unknown[] = organisations
  return {
    ...file,
    organisations: rows.map((row) =>
      isTable(row) && typeof row['logo'] === 'string' && !row['logo'].startsWith('data:')
        ? { ...row, logo: asKept(readLogo(resolve(folder, row['logo']))) }
        : row,
    ),
  }
}

function readLogo(path: string): Buffer {
  try {
    const { size } = statSync(path)
    if (size > pictureBytesMax)
      throw new CannotStart(
        `The logo ${path} is ${size} bytes: at most ${pictureBytesMax} are kept.`,
      )
    return readFileSync(path)
  } catch (fault) {
    if (fault instanceof CannotStart) throw fault
    throw new CannotStart(`The logo ${path} cannot be read.`)
  }
}
