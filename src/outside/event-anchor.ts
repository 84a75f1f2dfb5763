// The head of the events, kept outside the database: one line per seal at the end of a file that is
// only ever added to. Must never be written over; copy it away from the machine to be safe from
// whoever owns the machine.
import { open, readFile, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { Head } from '../domain/events/event-seals.ts'
import { makeFolder, whyNoAnchor } from '../lib/cannot-start.ts'

const headShape = z.strictObject({
  upto: z.number().int(),
  digest: z.string(),
  signature: z.string(),
  sealedAt: z.string(),
  epoch: z.number().int().default(1),
  stopped: z.array(z.string()).readonly().exactOptional(),
  stoppedMore: z.number().int().exactOptional(),
})

/** More than the heads of four hours: what nodes have kept at the same time stands close by. */
const tailBytes = 65_536

/** A house whose events cannot be anchored does not open its door: nobody would notice in time. */
export async function prepareAnchor(path: string): Promise<void> {
  try {
    makeFolder(dirname(path), 0o700)
    const file = await open(path, 'a+', 0o600)
    try {
      await endTornLine(file)
    } finally {
      await file.close()
    }
  } catch (fault) {
    throw whyNoAnchor(fault, path)
  }
}

/** A line that a crash cut short must not take the next one with it. */
async function endTornLine(file: FileHandle): Promise<void> {
  const { size } = await file.stat()
  if (size > 0 && (await textFrom(file, size - 1, 1)) !== '\n') await file.write('\n')
}

async function textFrom(file: FileHandle, position: number, length: number): Promise<string> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
  return buffer.toString('utf8', 0, bytesRead)
}

export function openAnchor(path: string) {
  return {
    async keep(head: Head): Promise<void> {
      const file = await open(path, 'a', 0o600)
      try {
        await file.write(`${JSON.stringify(head)}\n`)
        await file.datasync()
      } finally {
        await file.close()
      }
    },
    /** The newest of them; only the end of the file is read, since it grows for years. */
    async newest(): Promise<Head | undefined> {
      const file = await open(path, 'r').catch(missing)
      if (!file) return undefined
      try {
        const { size } = await file.stat()
        const from = Math.max(0, size - tailBytes)
        return headsIn(await textFrom(file, from, size - from))
          .toSorted((one, other) => one.epoch - other.epoch || one.upto - other.upto)
          .at(-1)
      } finally {
        await file.close()
      }
    },
    /** Every head that was kept. A line cut short by a crash is passed over. */
    async heads(): Promise<Head[]> {
      return headsIn((await readFile(path, 'utf8').catch(missing)) ?? '')
    },
  }
}

function missing(fault: NodeJS.ErrnoException): undefined {
  if (fault.code !== 'ENOENT') throw fault
}

const headsIn = (text: string): Head[] => text.split('\n').slice(0, -1).flatMap(readHead)

function readHead(line: string): Head[] {
  try {
    return [headShape.parse(JSON.parse(line))]
  } catch {
    return []
  }
}
