// Seals over the events: a hash over each batch, chained to the one before and signed. The
// newest head is also kept outside the database, so that a tail that is cut off, or an old database
// put back, is found. Must never mend what it finds.
import { sha256 } from '../../lib/digest.ts'
import * as store from '../../store/event-seals.ts'
import { readEpoch } from '../../store/house.ts'
import { inTransaction, type Moment } from '../moment.ts'

/** A signing key of purpose `events`. */
export interface Signer {
  sign(content: string): Promise<string>
  /** True for what this house has signed, also with a key that is retired by now. */
  isGenuine(content: string, signature: string): Promise<boolean>
}

/** What is kept outside: enough to know a seal again. */
export interface Head {
  readonly upto: number
  readonly digest: string
  readonly signature: string
  readonly sealedAt: string
  /** The security epoch when it was kept, or a later one: a database put back cannot hide it. */
  readonly epoch: number
  /** Who was stopped, or lost a phone, in what it seals: a database put back has forgotten it. */
  readonly stopped?: readonly string[]
  /** How many more there were. */
  readonly stoppedMore?: number
}

export interface Sealing {
  readonly signer: Signer
  /**
   * Keeps the head outside the database. Called after the commit: a head that was never sealed must
   * not be kept.
   */
  readonly anchor?: (head: Head) => Promise<void>
}

export const batchRows = 500
const beforeAll = Buffer.alloc(32)
/** How often we look again for writers that were under way, 20 ms apart. */
const patience = 50

/**
 * Seals what is written so far. Safe on several nodes at once; gives the new head, or nothing where
 * nothing was to be done.
 */
export async function sealEvents(moment: Moment, sealing: Sealing): Promise<Head | undefined> {
  const upto = await settledUpto(moment)
  if (upto === undefined) return undefined
  const seal = await inTransaction(moment, async (inside) => {
    if (!(await store.lockSeals(inside.db))) return undefined
    return await sealBatches(inside, sealing.signer, upto)
  })
  if (!seal) return undefined
  // Read after the commit: were it raised in between, a copy taken just then must not look newer
  // than this head.
  const head = { ...headOf(seal.newest), epoch: await readEpoch(moment.db), ...seal.told }
  await sealing.anchor?.(head)
  return head
}

/** Does the database have the very seal that this head was kept of? */
export async function isSealed(moment: Moment, head: Head): Promise<boolean> {
  const seal = await store.sealAt(moment.db, head.upto)
  return seal !== undefined && keyOf(headOf(seal)) === keyOf(head)
}

/** The highest id below which nothing can appear any more. Ids are drawn before commits, so a lower
 *  id may still be on its way in a transaction that is open: whoever writes now must have ended
 *  first. Nobody is held up by our waiting. */
async function settledUpto(moment: Moment): Promise<number | undefined> {
  const upto = await store.newestEvent(moment.db)
  const sealed = await store.lastSeal(moment.db)
  if (upto <= (sealed?.upto ?? 0)) return undefined
  let open = await store.eventWriters(moment.db)
  for (let look = 0; open.length > 0 && look < patience; look += 1) {
    await store.pauseShortly(moment.db)
    const still = new Set(await store.eventWriters(moment.db))
    open = open.filter((writer) => still.has(writer))
  }
  return open.length > 0 ? undefined : upto
}

async function sealBatches(
  moment: Moment,
  signer: Signer,
  upto: number,
): Promise<{ newest: store.SealRow; told: Pick<Head, 'stopped' | 'stoppedMore'> } | undefined> {
  const stopped = new Set<string>()
  const last = await store.lastSeal(moment.db)
  let since = (last?.upto ?? 0) + 1
  let previous: Buffer = last?.digest ?? beforeAll
  let newest: store.SealRow | undefined
  while (since <= upto) {
    const rows = await store.eventsBetween(moment.db, { since, upto, limit: batchRows })
    const end = rows.length < batchRows ? upto : (rows.at(-1)?.id ?? upto)
    const digest = digestOf({ previous, since, upto: end, rows })
    for (const row of rows) noteStopped(row, stopped)
    const sealed = { since, upto: end, previous, digest, sealed_at: moment.now }
    const signature = await signer.sign(contentOf(sealed))
    newest = { ...sealed, signature }
    await store.addSeal(moment.db, newest)
    previous = digest
    since = end + 1
  }
  return newest && { newest, told: toldOf([...stopped]) }
}

/** The newest head is looked for at the end of the file: a line stays short. */
const stoppedMost = 200

const toldOf = (stopped: readonly string[]): Pick<Head, 'stopped' | 'stoppedMore'> => ({
  ...(stopped.length > 0 && { stopped: stopped.slice(0, stoppedMost) }),
  ...(stopped.length > stoppedMost && { stoppedMore: stopped.length - stoppedMost }),
})

function noteStopped({ kind, person_id: id, data }: store.SealedEventRow, stopped: Set<string>) {
  if (id === null) return
  if (kind === 'account.frozen') stopped.add(id)
  if (kind === 'method.removed' && Object(JSON.parse(data)).because === 'lost') stopped.add(id)
  if (kind !== 'person.state-changed') return
  if (Object(JSON.parse(data)).to === 'active') stopped.delete(id)
  else stopped.add(id)
}

export type Finding =
  /** Rows of this batch were changed, removed, added or moved. */
  | { readonly is: 'rows-differ'; readonly since: number; readonly upto: number }
  /** A seal does not follow the one before it: one was removed, added or changed. */
  | { readonly is: 'chain-broken'; readonly since: number; readonly upto: number }
  | { readonly is: 'not-ours'; readonly since: number; readonly upto: number }
  /**
   * A head that was kept outside has no seal like it: the tail was cut, or an old database was put
   * back.
   */
  | { readonly is: 'head-missing'; readonly upto: number }
  /** Rows with numbers that no seal can reach. */
  | { readonly is: 'rows-before-the-first'; readonly count: number }

export interface Verdict {
  readonly findings: readonly Finding[]
  readonly seals: number
  readonly events: number
  /** Written since the last seal, and since when. Many, or old ones: nobody seals. */
  readonly unsealed: number
  readonly unsealedSince?: Date
}

/** Reads every event and every seal, and says what does not fit. Changes nothing. */
export async function verifyEvents(
  moment: Moment,
  { signer, heads = [] }: { signer: Signer; heads?: readonly Head[] },
): Promise<Verdict> {
  const findings: Finding[] = []
  const wanted = new Map(heads.map((head) => [keyOf(head), head]))
  let last: store.SealRow | undefined
  let seals = 0
  let events = 0
  for (;;) {
    const page = await store.sealsAfter(moment.db, last?.upto ?? 0, 100)
    for (const seal of page) {
      const judged = await judge(moment, signer, { seal, before: last })
      findings.push(...judged.findings)
      wanted.delete(keyOf(headOf(seal)))
      last = seal
      seals += 1
      events += judged.events
    }
    if (page.length < 100) break
  }
  const rest = await store.eventsOutside(moment.db, last?.upto ?? 0)
  if (rest.before > 0) findings.push({ is: 'rows-before-the-first', count: rest.before })
  for (const head of wanted.values()) findings.push({ is: 'head-missing', upto: head.upto })
  return {
    findings,
    seals,
    events,
    unsealed: rest.unsealed,
    ...(rest.oldest ? { unsealedSince: rest.oldest } : {}),
  }
}

async function judge(
  moment: Moment,
  signer: Signer,
  { seal, before }: { seal: store.SealRow; before: store.SealRow | undefined },
): Promise<{ findings: Finding[]; events: number }> {
  const { since, upto } = seal
  const findings: Finding[] = []
  const follows =
    since === (before?.upto ?? 0) + 1 && seal.previous.equals(before?.digest ?? beforeAll)
  if (!follows) findings.push({ is: 'chain-broken', since, upto })
  if (!(await signer.isGenuine(contentOf(seal), seal.signature)))
    findings.push({ is: 'not-ours', since, upto })
  // One more than a batch can hold: rows slipped in must not fall off the end.
  const rows = await store.eventsBetween(moment.db, { since, upto, limit: batchRows + 1 })
  if (!digestOf({ previous: seal.previous, since, upto, rows }).equals(seal.digest))
    findings.push({ is: 'rows-differ', since, upto })
  return { findings, events: rows.length }
}

/**
 * Over the hash of each row, not over the rows: a person's words can be erased later and their hash
 * stay.
 */
function digestOf(batch: {
  previous: Buffer
  since: number
  upto: number
  rows: readonly store.SealedEventRow[]
}): Buffer {
  const leaves = batch.rows.map((row) =>
    sha256(
      JSON.stringify([
        row.id,
        row.at,
        row.kind,
        row.person_id,
        row.actor,
        row.address,
        row.case_number,
        row.data,
      ]),
    ),
  )
  const range = Buffer.from(`${batch.since}-${batch.upto}:${leaves.length};`)
  return sha256(Buffer.concat([batch.previous, range, ...leaves]))
}

const contentOf = (seal: Omit<store.SealRow, 'signature'>): string =>
  JSON.stringify({
    of: 'portvakt events',
    since: seal.since,
    upto: seal.upto,
    previous: seal.previous.toString('hex'),
    digest: seal.digest.toString('hex'),
    sealedAt: seal.sealed_at.toISOString(),
  })

const headOf = (seal: store.SealRow): Omit<Head, 'epoch'> => ({
  upto: seal.upto,
  digest: seal.digest.toString('hex'),
  signature: seal.signature,
  sealedAt: seal.sealed_at.toISOString(),
})

const keyOf = (head: Omit<Head, 'epoch'>): string => `${head.upto} ${head.digest} ${head.signature}`
