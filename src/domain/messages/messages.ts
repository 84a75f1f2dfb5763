// Messages: laid in the outbox in the transaction of the act they tell of, and carried out by
// outside/postman.ts afterwards. Nothing is sent from here, and nothing here is ever awaited by a
// request longer than the insert.
import { z } from 'zod'
import { plainLine } from '../../lib/written/plain-line.ts'
import { randomId } from '../../lib/random.ts'
import { sealJson, unsealJson } from '../../lib/seal.ts'
import { type Language, languages } from '../../shapes/language.ts'
import * as store from '../../store/messages.ts'
import { eventRow, recordEvent } from '../events/events.ts'
import {
  type Drawable,
  type MessageFacts,
  type MessageKind,
  messageKinds,
  readDrawable,
} from './message-kinds.ts'
import { inTransaction, type Moment } from '../moment.ts'

export interface NewMessage<Kind extends MessageKind = MessageKind> {
  readonly kind: Kind
  readonly person?: string | undefined
  /** A mail address, or a number in E.164. */
  readonly to: string
  readonly channel?: 'mail' | 'sms'
  readonly language: Language
  readonly data: MessageFacts<Kind>
}

/**
 * One insert in the caller's transaction; wakes the postman when it commits. Gives the message's
 * id.
 */
export async function queueMessage<Kind extends MessageKind>(
  moment: Moment,
  message: NewMessage<Kind>,
): Promise<string> {
  const row = sealed(moment, message)
  await store.addMessages(moment.db, [row])
  return row.id
}

/** A campaign: any number, one statement per thousand. */
export async function queueMessages(
  moment: Moment,
  messages: readonly NewMessage[],
): Promise<string[]> {
  const rows = messages.map((message) => sealed(moment, message))
  for (let start = 0; start < rows.length; start += 1000)
    await store.addMessages(moment.db, rows.slice(start, start + 1000))
  return rows.map((row) => row.id)
}

/**
 * The place a sealed value is bound to: moved to another row or column, it does not open.
 */
const messagePlace = (id: string, part: 'to' | 'facts'): string => `messages/${id}/${part}`

function sealed(moment: Moment, message: NewMessage): store.NewMessageRow {
  const id = randomId()
  const { keys } = moment.house
  const facts = messageKinds[message.kind].parse(message.data)
  return {
    id,
    person_id: message.person ?? null,
    kind: message.kind,
    channel: message.channel ?? 'mail',
    destination: sealJson(keys, messagePlace(id, 'to'), message.to),
    data: sealJson(keys, messagePlace(id, 'facts'), facts),
    language: message.language,
    created_at: moment.now,
  }
}

export interface OpenMessage {
  readonly id: string
  readonly person: string | undefined
  readonly channel: string
  readonly tries: number
  readonly to: string
  readonly language: Language
  readonly drawable: Drawable
}

/** A message that waits, opened. Nothing where it was sent or given up meanwhile. */
export async function openMessage(moment: Moment, id: string): Promise<OpenMessage | undefined> {
  const row = await store.findMessage(moment.db, id)
  if (row?.state !== 'waiting') return undefined
  const { keys } = moment.house
  const open = (part: 'to' | 'facts', value: Buffer) =>
    unsealJson(keys, messagePlace(id, part), value)
  return {
    id,
    person: row.person_id ?? undefined,
    channel: row.channel,
    tries: row.tries,
    to: z.string().parse(open('to', row.destination)),
    language: z.enum(languages).catch('nb').parse(row.language),
    drawable: readDrawable(row.kind, open('facts', row.data)),
  }
}

export async function messageSent(moment: Moment, message: OpenMessage): Promise<void> {
  const told = eventRow(moment, 'message.sent', { person: message.person, data: about(message) })
  await store.markSent(moment.db, message.id, moment.now, told)
}

export async function messageLater(moment: Moment, id: string, why: string): Promise<void> {
  await store.markLater(moment.db, id, plainLine(why, 200))
}

/** Given up, and kept as it is: somebody sees it and may ask for it again. */
export async function messageDead(
  moment: Moment,
  message: OpenMessage,
  why: string,
): Promise<void> {
  const because = plainLine(why, 200)
  const told = eventRow(moment, 'message.dead', {
    person: message.person,
    data: { ...about(message), because },
  })
  await store.markDead(moment.db, message.id, because, told)
}

/** False where there was nothing dead by this id. */
export async function retryMessage(moment: Moment, id: string): Promise<boolean> {
  return await inTransaction(moment, async (inside) => {
    const row = await store.findMessage(inside.db, id)
    if (row?.state !== 'dead' || (await store.wakeMessage(inside.db, id)) === 0) return false
    await recordEvent(inside, 'message.retried', {
      person: row.person_id ?? undefined,
      data: { message: id, about: row.kind, channel: row.channel, tries: row.tries },
    })
    return true
  })
}

const about = (message: OpenMessage) => ({
  message: message.id,
  about: message.drawable.kind,
  channel: message.channel,
  tries: message.tries + 1,
})
