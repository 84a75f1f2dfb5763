// What the phone's app hears from a house, played by the test: it follows docs/phone-protocol.md,
// and checks what it is sent as far as the app alone can be wrong. Must never be used where the
// real house is at hand.
import { createHash, createHmac, createPublicKey, randomBytes, verify } from 'node:crypto'
import type { BrowserContext, Route } from 'playwright-core'

export interface FakeRequest {
  readonly id: string
  readonly nonce: string
  readonly kind: 'sign-in' | 'test'
  readonly digits: number
  readonly until: number
  readonly shown: object
  /** A test is for the phone that is being added; a sign-in for all. */
  readonly to?: string
}

interface Payload {
  readonly act: string
  readonly aud: string
  readonly at: number
  readonly n: number
  readonly link: string
  readonly after?: string
  readonly [more: string]: unknown
}

interface Body {
  readonly said?: string
  readonly code?: string
  readonly lock?: { readonly kind: string; readonly signature?: string; readonly response?: object }
}

interface Phone {
  readonly id: string
  readonly jwk: object
  readonly pinJwk?: object
  readonly secret: Buffer
  readonly whose: Whose | undefined
  n: number
  link: string
}

const b64 = (bytes: Buffer): string => bytes.toString('base64url')
const now = (): number => Math.floor(Date.now() / 1000)

interface Move {
  readonly old?: string
  /** When it was shown. */
  readonly oldKey?: unknown
  readonly to?: unknown
  readonly claimed?: {
    readonly by: string
    readonly phone: object
    readonly lock: object
    readonly key: unknown
    readonly name: unknown
  }
  readonly sealed?: unknown
}

export interface FakeHouse {
  readonly phones: Map<string, Phone>
  /** What was said, in order, as the payload of each message. */
  readonly heard: Payload[]
  /** The lock that came with each answer; absent where there was none. */
  readonly locks: (Body['lock'] | undefined)[]
  requests: FakeRequest[]
  /** What has let somebody in of late. */
  approved: FakeRequest[]
  /** Between an old phone and a new one. */
  move: Move
  codes: object | undefined
  /** The next call is refused with this. */
  refuse: { readonly status: number; readonly error: string; readonly at?: string } | undefined
  /** The next call of this name is carried out, and its answer is lost on the way. */
  loses: string | undefined
  number: string
  /** Its pages have not gone on: what was added does not stand yet. */
  isAdding: boolean
  /** How many seconds its clock is ahead of the phone's. */
  ahead: number
  /** Its lines are closed to all, so that nothing is heard but a ring. */
  isDeaf: boolean
  /** Something between holds its lines back: not even their beginning comes. */
  isHeldBack: boolean
  ringKey: string
  asks(more?: Partial<FakeRequest>): FakeRequest
}

/** Whose account each code leads to. */
const accounts: Readonly<Record<string, Whose>> = {
  '7F2K9MDQ': {
    account: { name: 'Kari Nordmann', login: 'kari.nordmann@fjordvik.example' },
    organisation: { id: 'fjordvik', name: 'Fjordvik kommune', color: '#1f5fa8' },
  },
  A1B2C3D4: {
    account: { name: 'Kari Nordmann', login: 'kari@skolen.example' },
    organisation: { id: 'skolen', name: 'Skolen i Fjordvik', color: '#8a3b12' },
  },
}
interface Whose {
  readonly account: object
  readonly organisation: object
}
const pc = { browser: 'Edge', system: 'Windows', network: 'Fjordvik' }

const peeked = {
  service: 'Fjordvik',
  asked: { ...pc, at: now() },
  until: now() + 600,
  rpId: 'localhost',
  digits: 2,
}

const isSigned = (jwk: object, text: string, signature: string): boolean =>
  verify(
    'sha256',
    Buffer.from(text),
    { key: createPublicKey({ key: jwk as never, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )

class Refused extends Error {
  readonly status: number
  constructor(status: number, word: string) {
    super(word)
    this.status = status
  }
}

function read(house: FakeHouse, said: string): { payload: Payload; header: { jwk?: object } } {
  const [head = '', body = '', signature = ''] = said.split('.')
  const header = JSON.parse(Buffer.from(head, 'base64url').toString())
  const payload: Payload = JSON.parse(Buffer.from(body, 'base64url').toString())
  const phone = house.phones.get(header.kid)
  const jwk = header.jwk ?? phone?.jwk
  if (!jwk) throw new Refused(401, 'unknown-phone')
  if (!isSigned(jwk, `${head}.${body}`, signature)) throw new Refused(400, 'bad-message')
  if (phone && payload.n <= phone.n) throw new Refused(409, 'out-of-step')
  if (phone && ![payload.after, payload.link].includes(phone.link))
    throw new Refused(401, 'unknown-phone')
  if (phone) Object.assign(phone, { n: payload.n, link: payload.link })
  return { payload: { ...payload, kid: header.kid }, header }
}

const shareOf = ({ secret }: Phone, half: unknown): string =>
  b64(createHmac('sha256', secret).update(String(half)).digest())

type Act = (house: FakeHouse, payload: Payload, body: Body, header: { jwk?: object }) => object

function take(house: FakeHouse, payload: Payload, header: { jwk?: object }) {
  const lock = payload['lock'] as { kind: string; jwk?: object; half?: string }
  // Said again because no answer came, it is the same phone.
  const before = [...house.phones.values()].find(({ link }) => link === payload.link)
  const phone: Phone = before ?? {
    id: b64(randomBytes(9)),
    jwk: header.jwk ?? {},
    ...(lock.jwk && { pinJwk: lock.jwk }),
    secret: randomBytes(32),
    whose: accounts[String(payload['code'])] ?? accounts['7F2K9MDQ'],
    n: payload.n,
    link: payload.link,
  }
  house.phones.set(phone.id, phone)
  return {
    phone: phone.id,
    ...(lock.kind === 'pin' && { share: shareOf(phone, lock.half) }),
  }
}

/** What a look says of a move: to the old phone, and once to the new one. */
function movingOf(house: FakeHouse, kid: unknown): object {
  const { old, oldKey, claimed, sealed } = house.move
  if (!claimed) return {}
  const { by, ...came } = claimed
  if (kid === old) return { moving: { ...came, system: 'android' } }
  if (kid !== by) return {}
  if (sealed !== undefined) return { moved: { sealed, key: oldKey } }
  return { state: 'adding', ...(oldKey !== undefined && { moving: { key: oldKey } }) }
}

const acts: Readonly<Record<string, Act>> = {
  add(house, payload, _body, header) {
    const taken = take(house, payload, header)
    const isOwn = ({ kind, to }: FakeRequest): boolean => kind === 'test' && to === taken.phone
    const request = house.requests.find(isOwn) ?? house.asks({ kind: 'test', to: taken.phone })
    const rings = payload['rings'] !== undefined && { rings: true }
    return { ...taken, request, ringKey: house.ringKey, ...rings }
  },
  move(house, payload) {
    house.move = { old: String(payload['kid']) }
    return { code: 'M0VE2345', until: now() + 120 }
  },
  'move-claim'(house, payload, _body, header) {
    const taken = take(house, payload, header)
    const { key, name, lock } = payload
    const { kind, jwk, response } = Object(lock)
    const known = kind === 'pin' ? { kind, jwk } : { kind, id: Object(response).id }
    const phone = header.jwk ?? {}
    house.move = { ...house.move, claimed: { by: taken.phone, phone, lock: known, key, name } }
    return taken
  },
  'move-show'(house, payload) {
    house.move = { ...house.move, oldKey: payload['key'], to: payload['to'] }
    return {}
  },
  'move-give'(house, payload, { lock }) {
    if (!lock || payload['to'] !== house.move.to) throw new Refused(400, 'bad-message')
    house.phones.delete(String(payload['kid']))
    house.move = { ...house.move, sealed: payload['sealed'] }
    return {}
  },
  look: (house, payload) => ({
    now: now() + house.ahead,
    state: house.isAdding ? 'adding' : 'stands',
    ...house.phones.get(String(payload['kid']))?.whose,
    requests: house.requests.filter(({ to }) => to === undefined || to === payload['kid']),
    ...(house.approved.length > 0 && { approved: house.approved }),
    ...(house.codes && { codes: house.codes }),
    ringKey: house.ringKey,
    rpId: 'localhost',
    ...movingOf(house, payload['kid']),
  }),
  answer(house, payload, { lock, said = '' }) {
    house.locks.push(lock)
    const isNotMe = payload['answer'] === 'not-me'
    const waiting = [...house.requests, ...(isNotMe ? house.approved : [])]
    const request = waiting.find(({ id }) => id === payload['request'])
    if (isNotMe) house.approved = house.approved.filter(({ id }) => id !== payload['request'])
    house.requests = house.requests.filter(({ id }) => id !== payload['request'])
    if (!request || JSON.stringify(payload['shown']) !== JSON.stringify(request.shown))
      return { is: 'over' }
    if (payload['answer'] !== 'approve') return { is: 'denied' }
    const jwk = house.phones.get(String(payload['kid']))?.pinJwk
    const isOpen =
      request.kind === 'test' ||
      lock?.kind === 'passkey' ||
      (lock?.signature !== undefined && jwk && isSigned(jwk, said, lock.signature))
    if (!isOpen) throw new Refused(400, 'bad-message')
    const isHere = payload['here'] === 'here'
    const isRight = isHere || payload['number'] === house.number || payload['seen'] === 'seen'
    if (!isRight) return { is: 'wrong-number' }
    return { is: 'approved', ...(isHere && { back: `${payload.aud}/app/?back` }) }
  },
  share(house, payload) {
    const phone = house.phones.get(String(payload['kid']))
    if (!phone) throw new Refused(401, 'unknown-phone')
    return { share: shareOf(phone, payload['half']), left: 9 }
  },
  told(house, payload) {
    if (payload['of'] === 'moved') house.move = {}
    else house.codes = undefined
    return {}
  },
  ring: (_house, payload) => ({ rings: payload['rings'] !== null }),
  apps: () => ({
    apps: [
      { name: 'E-post', address: 'https://epost.fjordvik.example/', color: '#1f5fbf' },
      { name: 'Timeliste', address: 'https://timer.fjordvik.example/', color: '#b0471f' },
    ],
  }),
  leave(house, payload) {
    house.phones.delete(String(payload['kid']))
    return {}
  },
}

function answerTo(house: FakeHouse, act: string, body: Body): object {
  const { refuse } = house
  if (refuse && (refuse.at ?? act) === act) {
    house.refuse = undefined
    throw new Refused(refuse.status, refuse.error)
  }
  if (act === 'peek') {
    const whose = accounts[body.code ?? '']
    if (whose) return { ...peeked, ...whose, pair: [0, 0], ringKey: house.ringKey }
    throw new Refused(404, 'unknown-code')
  }
  if (act === 'move-peek') return { ...peeked, ...accounts['7F2K9MDQ'] }
  const { payload, header } = read(house, body.said ?? '')
  if (payload.act !== act) throw new Refused(400, 'bad-message')
  house.heard.push(payload)
  const found = acts[act]
  if (!found) throw new Refused(404, 'not-found')
  return found(house, payload, body, header)
}

async function fulfil(house: FakeHouse, route: Route): Promise<void> {
  const request = route.request()
  const act = new URL(request.url()).pathname.split('/').at(-1) ?? ''
  const body: Body = JSON.parse(request.postData() ?? '{}')
  try {
    if (act === 'hear') {
      read(house, body.said ?? '')
      if (house.isHeldBack) return
      if (house.isDeaf) throw new Refused(401, 'unknown-phone')
      // A line that stays open cannot be played here: it ends, and is asked for again.
      await route.fulfill({ contentType: 'text/event-stream', body: ': here\n\n' })
      return
    }
    const json = answerTo(house, act, body)
    if (house.loses !== act) return await route.fulfill({ json })
    house.loses = undefined
    await route.abort()
  } catch (fault) {
    const status = fault instanceof Refused ? fault.status : 500
    await route.fulfill({ status, json: { error: fault instanceof Error ? fault.message : '' } })
  }
}

export async function openFakeHouse(
  context: BrowserContext,
  isPlayed: boolean,
  standing?: FakeHouse,
): Promise<FakeHouse> {
  const house: FakeHouse = standing ?? {
    phones: new Map(),
    heard: [],
    locks: [],
    requests: [],
    approved: [],
    move: {},
    codes: undefined,
    refuse: undefined,
    loses: undefined,
    number: '83',
    isAdding: false,
    ahead: 0,
    isDeaf: false,
    isHeldBack: false,
    ringKey: 'BAAA',
    asks(more = {}) {
      const request: FakeRequest = {
        id: b64(randomBytes(9)),
        nonce: b64(createHash('sha256').update(randomBytes(8)).digest()),
        kind: 'sign-in',
        digits: 2,
        until: now() + house.ahead + 90,
        shown: { service: 'Fjordvik', application: 'E-post', ...pc, at: now() },
        ...more,
      }
      house.requests = [...house.requests, request]
      return request
    },
  }
  if (isPlayed) await context.route('**/app/api/*', (route) => fulfil(house, route))
  return house
}
