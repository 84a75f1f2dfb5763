// People by chance: in whatever state, of whatever groups, with whatever methods in their pockets.
import { importPeople } from '../../../src/domain/importing/import-people.ts'
import { keepMethod } from '../../../src/domain/methods/methods.ts'
import { inTransaction, type Moment, type PasswordLane } from '../../../src/domain/moment.ts'
import { givePass } from '../../../src/domain/methods/passes.ts'
import { keepNewPassword } from '../../../src/domain/passwords/new-password.ts'
import { getPerson, setState } from '../../../src/domain/people/people.ts'
import { codes } from '../../../src/factors/codes/codes.ts'
import { passkey } from '../../../src/factors/passkey/passkey.ts'
import { password } from '../../../src/factors/password/password.ts'
import { question } from '../../../src/factors/question/question.ts'
import { sms } from '../../../src/factors/sms/sms.ts'
import { totp } from '../../../src/factors/totp/totp.ts'
import { keyedHash, sha256 } from '../../../src/lib/digest.ts'
import { nameKey, writeHash } from '../../../src/lib/hashing/password-hash.ts'
import { foldAnswer } from '../../../src/lib/methods/fold-answer.ts'
import { maskPhone } from '../../../src/lib/methods/phone-number.ts'
import { drawRecoveryCodes, partsOf } from '../../../src/lib/methods/recovery-codes.ts'
import { makeSoftKey } from '../../oracles/soft-authenticator.ts'
import { groups } from './random-house.ts'
import type { Chance } from './random.ts'
import type { Pocket } from './right-answers.ts'

export const loginOf = (at: number): string => `person${at}@fjordvik.example`
const numberOf = (at: number): string => `+4799${String(900_000 + at).padStart(6, '0')}`
const otherNumberOf = (at: number, which: number): string =>
  `+4798${String(which * 100_000 + at).padStart(6, '0')}`

/** Written as the slow ones are, and made in no time: nothing here is about hashing. */
const hashOf = (typed: string): string =>
  writeHash({
    memory: 1_000_000,
    passes: 9,
    lanes: 1,
    key: nameKey(Buffer.alloc(32, 4)),
    salt: Buffer.alloc(16),
    hash: sha256(typed),
  })

export const quickLane: PasswordLane = {
  decoy: hashOf('nobody has this one'),
  hash: async (typed) => hashOf(typed),
  verify: async (typed, kept) => kept === hashOf(typed),
}

/** Everybody at once; by their ids. */
export async function bringPeople(
  moment: Moment,
  count: number,
  chance: Chance,
): Promise<readonly string[]> {
  const lines = Array.from({ length: count }, (_none, at) => {
    const of = chance.some(groups, 40).join(',')
    const phone = chance.is(60) ? numberOf(at) : ''
    return `Kari;Nordmann;${loginOf(at)};${loginOf(at)};${phone};"${of}"`
  })
  const list = ['Fornavn;Etternavn;Brukernavn;E-post;Mobil;Grupper', ...lines].join('\n')
  const { made, bad } = await importPeople(moment, list)
  if (bad.length > 0) throw new Error(JSON.stringify(bad.slice(0, 3)))
  return Array.from({ length: count }, (_none, at) => {
    const one = made.find(({ login }) => login === loginOf(at))
    if (!one) throw new Error(`${loginOf(at)} was not brought in`)
    return one.id
  })
}

interface Making {
  readonly at: number
  readonly person: string
  readonly chance: Chance
}

/** A password, now and long ago, and then whatever chance puts beside it. */
export async function fillPocket(moment: Moment, making: Making): Promise<Pocket> {
  const { at, person, chance } = making
  const login = loginOf(at)
  const phones = [1, 2, 3].map((which) => otherNumberOf(at, which))
  if (chance.is(7)) return { login, phones }
  const typed = `fjell og hav nummer ${at}`
  const long = new Date(moment.now.getTime() - chance.one([5, 50, 120]) * 86_400_000)
  const known = await getPerson(moment, person)
  await inTransaction({ ...moment, now: long }, (inside) =>
    keepNewPassword(inside, password, {
      person: known,
      kept: { hash: hashOf(typed) },
      because: 'first',
    }),
  )
  const methods = {
    ...(chance.is(35) && (await giveApp(moment, person, at))),
    ...(chance.is(20) && (await givePasskey(moment, person))),
    ...(chance.is(20) && (await giveCodes(moment, making))),
    ...(chance.is(20) && (await giveQuestion(moment, person))),
  }
  if (chance.is(40))
    await giveNumber(moment, person, chance.is(50) ? numberOf(at) : otherNumberOf(at, 4))
  const given = chance.is(8) ? await givePassTo(moment, person) : {}
  if (chance.is(4)) await setState(moment, person, chance.one(['locked', 'suspended']))
  return { login, phones, password: typed, ...methods, ...given }
}

async function giveApp(moment: Moment, person: string, at: number) {
  const appKey = keyedHash(Buffer.alloc(32, 5), 'app', String(at)).subarray(0, 20)
  const kept = { key: appKey.toString('base64'), after: 0 }
  await keepMethod(moment, totp, { person, kept })
  return { appKey }
}

async function givePasskey(moment: Moment, person: string) {
  const key = makeSoftKey()
  const id = key.id.toString('base64url')
  const { keys } = moment.house
  const kept = {
    id,
    publicKey: key.publicKey.toString('base64url'),
    counter: 0,
    transports: ['internal'],
    isBackupEligible: false,
    isBackedUp: false,
    aaguid: '00000000-0000-0000-0000-000000000000',
    handle: keyedHash(keys.keyFor('passkeys'), 'handle', person).toString('base64url'),
  }
  await keepMethod(moment, passkey, { person, handle: id, kept })
  return { passkey: key }
}

/** One that is left, or several. */
async function giveCodes(moment: Moment, { at, person, chance }: Making) {
  const drawn = drawRecoveryCodes(
    (place) => keyedHash(Buffer.alloc(32, 6), 'codes', String(at), String(place)),
    chance.one([1, 2, 10]),
  )
  const kept = drawn.map(partsOf).map(({ selector, rest }) => ({ selector, hash: hashOf(rest) }))
  await keepMethod(moment, codes, { person, kept: { codes: kept } })
  return { codes: [...drawn] }
}

async function giveQuestion(moment: Moment, person: string) {
  const reply = 'Trofast 12'
  const kept = { about: 'toy', hash: hashOf(foldAnswer(reply)) } as const
  await keepMethod(moment, question, { person, kept })
  return { reply }
}

const giveNumber = (moment: Moment, person: string, number: string): Promise<string> =>
  keepMethod(moment, sms, {
    person,
    kept: { number },
    label: maskPhone(number),
    handle: `${person} ${number}`,
  })

async function givePassTo(moment: Moment, person: string) {
  const { code } = await givePass(moment, { person })
  return { pass: code }
}
