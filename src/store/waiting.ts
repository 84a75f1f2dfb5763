// Telling a page that waits: something it is about has moved. One word to whoever listens, on any
// node, and nothing in it but an id, and where it is known what the page has to be told.
import { statement, type Db } from './database.ts'

export const movedChannel = 'moved'

const tell = statement('tell that it moved', `select pg_notify('${movedChannel}', $1)`, 'quick')

/** With the word for it nobody has to look what has moved. */
export const tellMoved = (db: Db, id: string, word?: string): Promise<number> =>
  tell.count(db, word === undefined ? id : `${id} ${word}`)

export interface Moved {
  /** Empty where the line was broken: anything may have moved. */
  readonly id: string
  readonly word?: string
}

/** What was said on the channel; a word that is none is left out, and the page looks. */
export function movedIn(said: string): Moved {
  const [id = '', word = ''] = said.split(' ')
  return /^[a-z-]+$/.test(word) ? { id, word } : { id }
}
