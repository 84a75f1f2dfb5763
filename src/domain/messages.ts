// Messages: laid in the outbox in the transaction of the act they tell of, and carried out by outside/postman.ts afterwards.
// Nothing is sent from here, and nothing here is ever awaited by a request longer than the insert.
import { sealJson } from '../lib/seal.ts'
import { randomId } from '../lib/random.ts'
import type { Language } from '../shapes/language.ts'
import * as store from '../store/messages.ts'
import { type MessageFacts, type MessageKind, messageKinds } from './message-kinds.ts'
import type { Moment } from './moment.ts'

export interface NewMessage<Kind extends MessageKind = MessageKind> {
  readonly kind: Kind
  readonly person?: string | undefined
  /** A mail address, or a number in E.164. */
  readonly to: string
  readonly channel?: 'mail' | 'sms'
  readonly language: Language
  readonly data: MessageFacts<Kind>
}

/** One insert in the caller's transaction; wakes the postman when it commits. Gives the message's id. */
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

/** The place a sealed value is bound to: moved to another row or column, it does not open. */
export const messagePlace = (id: string, part: 'to' | 'facts'): string => `messages/${id}/${part}`

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
