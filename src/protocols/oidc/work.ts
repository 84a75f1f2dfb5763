// The work of one request: what was read of the house, kept so that it is read once, and what shall
// be written, collected so that it is written in one statement before the answer leaves. Lives as
// long as its request, never longer.
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Moment } from '../../domain/moment.ts'
import { personFacts } from '../../domain/people/person-facts.ts'
import type { SessionFacts } from '../../domain/sessions/session-facts.ts'
import { errandShape, proofsShape } from '../../domain/visits/learned.ts'
import { secretHash } from '../../domain/sessions/sessions.ts'
import { sha256 } from '../../lib/digest.ts'
import { findConsent } from '../../store/provider/consents.ts'
import * as store from '../../store/provider/provider.ts'
import type { RowToKeep } from '../../store/provider/provider-writes.ts'

/** A session that is alive, with its person. */
export interface LiveSession {
  readonly row: store.SessionInRead
  readonly person: store.PersonInRead
}

export interface WaitingVisit {
  readonly ref: string
  readonly errand: ReturnType<typeof errandShape.parse>
  readonly waiting: store.Payload
  /** It has ended with the door open; a visit that is only half done answers nothing. */
  readonly cameIn: boolean
  /** The person went back to the application instead. */
  readonly left: boolean
}

export class Work {
  readonly #momentOf: () => Moment
  #moment: Moment | undefined
  readonly #hashes = new Map<string, Buffer>()
  /** The visit that a return address names. */
  readonly ref: string | undefined
  readonly client: string | undefined

  readonly sessions = new Map<string, LiveSession>()
  readonly people = new Map<string, store.PersonInRead>()
  readonly tokens = new Map<string, Promise<store.TokenRead | undefined>>()
  visit: WaitingVisit | undefined
  /** The code or token this request was made with: what comes of it rests on the same proofs. */
  source: store.TokenRead | undefined
  readonly #consents = new Map<string, Promise<readonly string[] | undefined>>()
  #sessionReads = new Map<string, Promise<LiveSession | undefined>>()

  readonly spend: { readonly from: 'records' | 'moments'; readonly idHash: Buffer }[] = []
  readonly records = new Map<string, RowToKeep>()
  readonly moments = new Map<string, RowToKeep>()
  readonly firstSeen: RowToKeep[] = []
  readonly revoked = new Set<string>()
  readonly destroyed: Buffer[] = []
  session: { readonly id: string; readonly payload: store.Payload } | undefined
  /** A session that has just been signed out of. */
  left: LiveSession | undefined
  answered: string | undefined
  /** Too many wrong secrets came from here: nothing wrong is looked at before then. */
  waitUntil: Date | undefined
  /** The person may be asked here: it is a browser in front of somebody. */
  wasAsked = false
  /** The session is of whoever the application speaks of. */
  isMeant = false
  /** The session was judged here, and suffices. */
  suffices = false
  opened: { readonly ref: string; readonly waiting: store.Payload } | undefined
  /** Applications that the library wanted to call about the end of a session. */
  readonly toTell: string[] = []

  constructor(
    momentOf: () => Moment,
    asked: { readonly ref?: string | undefined; readonly client?: string | undefined },
  ) {
    this.#momentOf = momentOf
    this.ref = asked.ref
    this.client = asked.client
  }

  /** Read at its first use: an application that proves itself asks the house for nothing. */
  get moment(): Moment {
    this.#moment ??= this.#momentOf()
    return this.#moment
  }

  get hasWrites(): boolean {
    return (
      this.spend.length > 0 ||
      this.records.size > 0 ||
      this.moments.size > 0 ||
      this.firstSeen.length > 0 ||
      this.revoked.size > 0 ||
      this.destroyed.length > 0 ||
      this.session !== undefined ||
      this.answered !== undefined
    )
  }

  get epoch(): number {
    return this.moment.house.epoch()
  }

  /** What a client holds has 256 bits of chance: a plain hash is as good as any. */
  hash(id: string): Buffer {
    const known = this.#hashes.get(id)
    if (known) return known
    const made = sha256(`oidc ${id}`)
    this.#hashes.set(id, made)
    return made
  }

  /** By what the browser's session cookie says; the visit and the person come along. */
  sessionBySecret(secret: string | undefined): Promise<LiveSession | undefined> {
    const key = secret ?? ''
    const known = this.#sessionReads.get(key)
    if (known) return known
    const reading = this.#read(secret === undefined ? undefined : secretHash(secret))
    this.#sessionReads.set(key, reading)
    return reading
  }

  /** By our own session's id, which is the library's `uid`. */
  async sessionById(id: string): Promise<LiveSession | undefined> {
    if (this.sessions.has(id) || this.source?.session_id === id) return this.sessions.get(id)
    return this.#learn(await store.findProviderSessionById(this.moment.db, id))
  }

  async #read(secret: Buffer | undefined): Promise<LiveSession | undefined> {
    const { db } = this.moment
    if (this.ref !== undefined) {
      const read = await store.findProviderVisit(db, this.ref, secret)
      if (read) {
        this.visit = this.#waiting(read.visit)
        return this.#learn(read)
      }
    }
    return secret && this.#learn(await store.findProviderSession(db, secret))
  }

  #waiting(row: store.VisitInRead): WaitingVisit | undefined {
    const errand = errandShape.safeParse(row.errand)
    const isPast = row.expires_at <= this.moment.now
    if (!row.waiting || !errand.success || isPast || row.epoch !== this.epoch) return undefined
    return {
      ref: row.ref,
      errand: errand.data,
      waiting: row.waiting,
      cameIn: row.ended_how === 'come in',
      left: row.ended_how === 'left',
    }
  }

  #learn({ session, person }: store.SessionRead): LiveSession | undefined {
    if (person) this.people.set(person.id, person)
    if (!session || !person || !this.#isAlive(session, person)) return undefined
    const live = { row: session, person }
    this.sessions.set(session.id, live)
    return live
  }

  #isAlive(session: store.SessionInRead, person: store.PersonInRead): boolean {
    const { now } = this.moment
    return (
      session.ended_at === null &&
      session.epoch === this.epoch &&
      session.person_id === person.id &&
      session.idle_until > now &&
      session.expires_at > now &&
      isOpen(person, session.proven_at)
    )
  }

  /**
   * A code or token by what the client holds; nothing when it is past, of an older epoch, or its
   * person is not open.
   */
  token(id: string, from: 'records' | 'moments'): Promise<store.TokenRead | undefined> {
    const known = this.tokens.get(id)
    if (known) return known
    const find = from === 'records' ? store.findProviderRecord : store.findProviderMoment
    const reading = find(this.moment.db, this.hash(id)).then((row) => this.#judgedToken(row))
    this.tokens.set(id, reading)
    return reading
  }

  #judgedToken(row: store.TokenRead | undefined): store.TokenRead | undefined {
    if (!row) return undefined
    this.#learn(row)
    const person = row.person_id === null ? undefined : this.people.get(row.person_id)
    const isPast = row.expires_at <= this.moment.now || row.epoch !== this.epoch
    if (
      isPast ||
      isPutOut(row.session) ||
      (row.person_id !== null && !(person && isOpen(person, row.proven_at)))
    ) {
      return undefined
    }
    this.source ??= row
    return row
  }

  /** Asked of somebody else's application alone. */
  async consentTo(application: string, person: string): Promise<readonly string[] | undefined> {
    const key = `${application} ${person}`
    const known = this.#consents.get(key) ?? findConsent(this.moment.db, person, application)
    this.#consents.set(key, known)
    return known
  }

  async person(id: string): Promise<store.PersonInRead | undefined> {
    const known = this.people.get(id)
    if (known) return known
    const found = await store.findProviderPerson(this.moment.db, id)
    if (found) this.people.set(id, found)
    return found ?? undefined
  }
}

/**
 * An application may go on after its person has signed out of one browser, where it asked for that
 * (offline_access); never after a new password or a sign-out everywhere (ATK-PWD-12).
 */
const isPutOut = (session: store.SessionInRead | null): boolean =>
  session !== null && session.ended_at !== null && session.ended_because !== 'signed-out'

const isOpen = (person: store.PersonInRead, provenAt: Date): boolean =>
  person.state === 'active' && provenAt >= person.sessions_after

export const sessionFacts = ({ row, person }: LiveSession): SessionFacts => ({
  id: row.id,
  person: personFacts(person),
  proofs: proofsShape.parse(row.proofs),
  acr: row.acr,
  amr: row.amr,
  provenAt: row.proven_at,
  networks: row.networks,
  putOff: row.put_off,
  has: person.has,
  browser: row.browser_id,
  rememberedAt: row.remembered_at,
})

const works = new AsyncLocalStorage<Work>()

export const withWork = <Result>(work: Work, act: () => Promise<Result>): Promise<Result> =>
  works.run(work, act)

/** The work of the request that is being served. The library asks nothing of us outside of one. */
export function currentWork(): Work {
  const work = works.getStore()
  if (!work) throw new Error('oidc-provider was asked outside of a request')
  return work
}

export const isInRequest = (): boolean => works.getStore() !== undefined
