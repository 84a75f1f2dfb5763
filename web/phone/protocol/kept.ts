// What the app keeps in this browser: its accounts with their keys, the sealed codes, and a few
// choices. A small coat over IndexedDB. Must never keep a PIN, nor a code in the clear.

type Shelf = 'accounts' | 'codes' | 'choices'

let opening: Promise<IDBDatabase> | undefined

const open = (): Promise<IDBDatabase> =>
  (opening ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open('portvakt', 1)
    asked.addEventListener('upgradeneeded', () => {
      asked.result.createObjectStore('accounts', { keyPath: 'id' })
      asked.result.createObjectStore('codes', { keyPath: 'id' })
      asked.result.createObjectStore('choices')
    })
    asked.addEventListener('success', () => resolve(asked.result))
    asked.addEventListener('error', () => reject(asked.error ?? new Error('There is no store')))
  }))

/** One transaction; what `act` gives is there when everything is written. */
async function inStore<Found>(
  shelf: Shelf,
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore, give: (found: Found) => void) => void,
): Promise<Found | undefined> {
  const database = await open()
  return new Promise((resolve, reject) => {
    // On the disk when it is done: a phone that forgot its last message is taken for a copy.
    const transaction = database.transaction(shelf, mode, { durability: 'strict' })
    let found: Found | undefined
    act(transaction.objectStore(shelf), (given) => (found = given))
    transaction.addEventListener('complete', () => resolve(found))
    const fail = () => reject(transaction.error ?? new Error('The store did not keep it'))
    transaction.addEventListener('error', fail)
    transaction.addEventListener('abort', fail)
  })
}

const asks =
  <Found>(request: IDBRequest<Found>, give: (found: Found) => void) =>
  (): void =>
    give(request.result)

export const readAll = async <Row>(shelf: Shelf): Promise<readonly Row[]> =>
  (await inStore<Row[]>(shelf, 'readonly', (store, give) => {
    const request: IDBRequest<Row[]> = store.getAll()
    request.addEventListener('success', asks(request, give))
  })) ?? []

export const write = (shelf: 'accounts' | 'codes', row: object): Promise<unknown> =>
  inStore(shelf, 'readwrite', (store) => void store.put(row))

export const drop = (shelf: 'accounts' | 'codes', id: string): Promise<unknown> =>
  inStore(shelf, 'readwrite', (store) => void store.delete(id))

/** Reads a row, and writes what becomes of it, in one transaction. */
export const change = <Row extends { readonly id: string }>(
  shelf: 'accounts' | 'codes',
  id: string,
  become: (row: Row) => Row,
): Promise<Row | undefined> =>
  inStore<Row>(shelf, 'readwrite', (store, give) => {
    const request: IDBRequest<Row | undefined> = store.get(id)
    request.addEventListener('success', () => {
      if (request.result === undefined) return
      const row = become(request.result)
      store.put(row)
      give(row)
    })
  })

export interface Choices {
  /** What was chosen, else what the browser asks for. The service worker reads it too. */
  readonly language: string
  /** The organisation that the app looks like: the service worker opens its page. */
  readonly home: string | undefined
  readonly vault: unknown
}

export const readChoice = <Value>(name: keyof Choices): Promise<Value | undefined> =>
  inStore<Value>('choices', 'readonly', (store, give) => {
    const request: IDBRequest<Value> = store.get(name)
    request.addEventListener('success', asks(request, give))
  })

export const writeChoice = (name: keyof Choices, value: unknown): Promise<unknown> =>
  inStore('choices', 'readwrite', (store) => void store.put(value, name))
