// Events: a fact written down, never changed, in the transaction of the act itself; if it cannot be
// written, the act does not happen (ATK-AUD-03). Must never be given a secret, a code or an answer;
// the shapes in event-kinds.ts hold that.
import * as store from '../../store/events.ts'
import { type EventFacts, type EventKind, eventKinds } from './event-kinds.ts'
import type { Moment } from '../moment.ts'

export interface Told<Kind extends EventKind> {
  /** Whom it is about. */
  readonly person?: string | undefined
  /** Who did it, when somebody else did: an administrator's id, or `command`, `postman`. */
  readonly actor?: string | undefined
  readonly data?: EventFacts<Kind>
}

/** One insert in the caller's transaction. */
export async function recordEvent<Kind extends EventKind>(
  moment: Moment,
  kind: Kind,
  told: Told<Kind> = {},
): Promise<void> {
  await store.addEvent(moment.db, eventRow(moment, kind, told))
}

/** The row alone, for a statement that folds its insert in (`eventsAfter` of store/events.ts). */
export function eventRow<Kind extends EventKind>(
  moment: Moment,
  kind: Kind,
  told: Told<Kind> = {},
): store.EventRow {
  return {
    at: moment.now.toISOString(),
    kind,
    person_id: told.person ?? null,
    actor: told.actor ?? null,
    address: moment.from.address || null,
    case_number: moment.caseNumber ?? null,
    data: eventKinds[kind].shape.parse(told.data ?? {}),
  }
}

/** Many at once, one insert: imports and campaigns. */
export async function recordEvents(moment: Moment, rows: readonly store.EventRow[]): Promise<void> {
  if (rows.length > 0) await store.addEvents(moment.db, rows)
}
