// The head of the events, kept outside the database: one line per seal at the end of a file that is
// only ever added to. Must never be written over; copy it away from the machine to be safe from
// whoever owns the machine.
import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { Head } from '../domain/events/event-seals.ts'
import { whyNoAnchor } from '../lib/cannot-start.ts'

const headShape = z.strictObject({
  upto: z.number().int(),
  digest: z.string(),
  signature: z.string(),
  sealedAt: z.string(),
})

/** A house whose events cannot be anchored does not open its door: nobody would notice in time. */
export async function prepareAnchor(path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await (await open(path, 'a', 0o600)).close()
  } catch (fault) {
    throw whyNoAnchor(fault, path)
  }
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
    /**
     * Every head that was kept. A line cut short by a crash is the last one at most, and is passed
     * over.
     */
    async heads(): Promise<Head[]> {
      const text = await readFile(path, 'utf8').catch((fault: NodeJS.ErrnoException) => {
        if (fault.code === 'ENOENT') return ''
        throw fault
      })
      return text.split('\n').slice(0, -1).flatMap(readHead)
    },
  }
}

function readHead(line: string): Head[] {
  try {
    return [headShape.parse(JSON.parse(line))]
  } catch {
    return []
  }
}
