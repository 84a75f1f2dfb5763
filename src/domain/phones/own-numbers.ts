// The numbers that a person has set up, whole: read for what is sent to them, and for nothing else.
// Must never be drawn on a page or written in an event.
import { z } from 'zod'
import { methodsOf } from '../../store/methods/methods.ts'
import { openKept } from '../methods/methods.ts'
import type { Moment } from '../moment.ts'

const numberShape = z.object({ number: z.string() })

export interface OwnNumber {
  readonly method: string
  readonly number: string
}

export async function numbersOf(
  { db, house }: Moment,
  person: string,
): Promise<readonly OwnNumber[]> {
  const rows = await methodsOf(db, person)
  return rows.flatMap((row): readonly OwnNumber[] => {
    if (row.factor !== 'sms' && row.factor !== 'voice') return []
    const kept = openKept(
      house,
      { name: row.factor, kept: numberShape },
      { id: row.id, sealed: row.kept },
    )
    return [{ method: row.id, number: kept.number }]
  })
}
