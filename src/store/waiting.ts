// Telling a page that waits: something it is about has moved. One word to whoever listens, on any
// node, and nothing in it but an id.
import { statement, type Db } from './database.ts'

export const movedChannel = 'moved'

const tell = statement('tell that it moved', `select pg_notify('${movedChannel}', $1)`, 'quick')
export const tellMoved = (db: Db, id: string): Promise<number> => tell.count(db, id)
