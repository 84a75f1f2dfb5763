// What a leader sees of those who have not begun yet: who, how far, and the PIN to read out. Must
// be shown to nobody but the leader of these people; whoever calls has made sure.
import * as store from '../../store/invitations.ts'
import type { Moment } from '../moment.ts'
import { inTransaction } from '../moment.ts'
import { type MadePin, makePins, readPin } from './pins.ts'

export interface Led {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly state: string
  readonly letter: 'none' | 'sent' | 'begun' | 'expired'
  readonly letterExpiresAt?: Date
  /** Absent when it was used, has run out, or was never made. */
  readonly pin?: MadePin
}

export async function leaderList(moment: Moment, leaderId: string): Promise<readonly Led[]> {
  const rows = await store.listLed(moment.db, leaderId)
  return rows.map((row) => {
    const pin =
      row.state === 'invited' && row.pin_id && row.pin_kept
        ? readPin(moment, { id: row.pin_id, person: row.id, kept: row.pin_kept })
        : undefined
    return {
      id: row.id,
      login: row.login,
      name: `${row.given_name} ${row.family_name}`,
      state: row.state,
      letter: letterOf(moment, row),
      ...(row.expires_at && { letterExpiresAt: row.expires_at }),
      ...(pin && { pin }),
    }
  })
}

function letterOf(moment: Moment, row: store.LedRow): Led['letter'] {
  if (!row.expires_at) return 'none'
  if (row.expires_at <= moment.now) return 'expired'
  return row.opened_at ? 'begun' : 'sent'
}

/** A new PIN, when the old one ran out before it was used. The old one is dead from now on. */
export const renewPin = (moment: Moment, person: string): Promise<MadePin | undefined> =>
  inTransaction(moment, async (inside) => (await makePins(inside, [person], 'asked'))[0])
