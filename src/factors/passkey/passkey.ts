// A passkey or a security key (WebAuthn): it resists phishing, since the browser shows it to our
// address alone. Where the person was verified it is two kinds of proof, otherwise one. The
// challenge is drawn from the question, and a question is answered once (ATK-WAN-01). Must never be
// kept for two people.
import { z } from 'zod'
import type { House, Moment } from '../../domain/moment.ts'
import type { Fate, PersonFacts, Proof } from '../../domain/facts.ts'
import { organisationOf } from '../../domain/configuration/configuration.ts'
import { keyedHash } from '../../lib/digest.ts'
import { knownTransports, readCredentialId } from '../../lib/methods/passkeys/browser-answer.ts'
import { provingOptions, registrationOptions } from '../../lib/methods/passkeys/options.ts'
import { readProof } from '../../lib/methods/passkeys/prove.ts'
import { readRegistration } from '../../lib/methods/passkeys/register.ts'
import type { WhyWrong } from '../../lib/methods/passkeys/verdict.ts'
import type { Answer } from '../../shapes/answer.ts'
import type { Problem, ProblemCode } from '../../shapes/problem.ts'
import type { About, Factor, Outcome } from '../factor.ts'

const passkeyKeptShape = z.strictObject({
  id: z.string().max(1400),
  publicKey: z.string().max(2048),
  counter: z.number().int().nonnegative(),
  transports: z.array(z.string()),
  isBackupEligible: z.boolean(),
  isBackedUp: z.boolean(),
  aaguid: z.string().max(64),
  /** The browser's name for the person: random to everybody but us. */
  handle: z.string().max(64),
})
export type PasskeyKept = z.output<typeof passkeyKeptShape>
type AboutPasskey = About<PasskeyKept>

export const passkey: Factor<PasskeyKept> = {
  name: 'passkey',
  fate: 'computer',
  canBeSetUp: true,
  first: false,
  onPhone: true,
  proof: { kinds: ['has', 'is'], amr: ['hwk', 'user'], resistsPhishing: true },
  kept: passkeyKeptShape,
  prove: {
    wrong: { code: 'passkey-refused' },
    missing,
    screen: (about, { house }) => ({
      kind: 'passkey',
      purpose: 'prove',
      options: JSON.stringify(optionsToProve(about, house)),
      ...about.around,
    }),
    check: judge,
  },
  enrol: {
    wrong: { code: 'passkey-refused' },
    missing,
    screen: (about, { house }) => ({
      kind: 'passkey',
      purpose: 'set-up',
      options: JSON.stringify(optionsToMake(about, house)),
      ...about.around,
    }),
    check: judgeNew,
  },
  signal: (left, person, house) =>
    JSON.stringify({
      rpId: house.passkeyDomain,
      userId: handleOf(house, person),
      allAcceptedCredentialIds: left.map(({ id }) => id),
    }),
  recognise: {
    offer: (about, { house }) => JSON.stringify(optionsToProve(about, house)),
    handle: ({ passkey: sent }) => (sent ? readCredentialId(sent) : undefined),
  },
}

function missing(answer: Answer): Problem | undefined {
  return answer.passkey ? undefined : { code: 'passkey-missing' }
}

const challengeOf = (about: AboutPasskey): string =>
  about.draw(`challenge ${about.question}`).toString('base64url')

const optionsToProve = (about: AboutPasskey, { passkeyDomain: rpId }: House) =>
  provingOptions({
    rpId,
    challenge: challengeOf(about),
    allow: about.mine.map(({ kept }) => ({
      id: kept.id,
      transports: knownTransports(kept.transports),
    })),
    userVerification: 'preferred',
  })

const handleOf = (house: House, person: PersonFacts): string =>
  keyedHash(house.keys.keyFor('passkeys'), 'handle', person.id).toString('base64url')

function optionsToMake(about: AboutPasskey, house: House) {
  const { person, mine } = about
  if (!person) throw new Error('A passkey was to be made for nobody')
  const configuration = house.configuration()
  return registrationOptions({
    rpId: house.passkeyDomain,
    rpName: organisationOf(configuration, person.organisation).name,
    person: {
      handle: handleOf(house, person),
      name: person.login,
      displayName: `${person.firstName} ${person.familyName}`,
    },
    challenge: challengeOf(about),
    exclude: mine.map(({ kept }) => kept.id),
    userVerification: configuration.passkeys.verified ? 'required' : 'preferred',
  })
}

/** Always judged against a key, whoever it is: for nobody against one that fits nothing. */
async function judge(
  answer: Answer,
  { mine, ...about }: AboutPasskey,
  { house }: Moment,
): Promise<Outcome<PasskeyKept>> {
  const shown = readCredentialId(answer.passkey ?? '')
  const method = mine.find(({ kept }) => kept.id === shown)
  const { kept } = method ?? { kept: nobodys }
  const read = await readProof({
    response: answer.passkey ?? '',
    challenge: challengeOf({ mine, ...about }),
    origin: house.address.origin,
    rpId: house.passkeyDomain,
    credential: kept,
    handle: kept.handle,
    demandsVerification: house.configuration().passkeys.verified,
  })
  if (read.is === 'wrong' || !method) return { is: 'wrong', ...whyTold(read) }
  return {
    is: 'right',
    method: method.id,
    keep: { ...kept, counter: read.counter, isBackedUp: read.isBackedUp },
    proof: proofOf(read),
  }
}

const nobodys: PasskeyKept = {
  id: 'bm9ib2R5',
  publicKey: '',
  counter: 0,
  transports: [],
  isBackupEligible: false,
  isBackedUp: false,
  aaguid: '',
  handle: '',
}

/** A key that may leave its device is software; a finger or a PIN makes it two kinds. */
const proofOf = (read: {
  readonly isVerified: boolean
  readonly isBackupEligible: boolean
}): Pick<Proof, 'kinds' | 'amr'> => ({
  kinds: read.isVerified ? ['has', 'is'] : ['has'],
  amr: [read.isBackupEligible ? 'swk' : 'hwk', ...(read.isVerified ? ['user'] : [])],
})

const told: Readonly<Partial<Record<WhyWrong, ProblemCode>>> = {
  'not-verified': 'passkey-not-verified',
  synced: 'passkey-synced',
}

/** Of everything that can be wrong, only what the person can do something about is told. */
function whyTold(read: { readonly is: string; readonly why?: WhyWrong }): {
  readonly problem?: Problem
} {
  const code = read.why && told[read.why]
  return code ? { problem: { code } } : {}
}

async function judgeNew(
  answer: Answer,
  about: AboutPasskey,
  { house }: Moment,
): Promise<Outcome<PasskeyKept>> {
  const { person } = about
  const { deviceBound, verified } = house.configuration().passkeys
  const read = await readRegistration({
    response: answer.passkey ?? '',
    challenge: challengeOf(about),
    origin: house.address.origin,
    rpId: house.passkeyDomain,
    demandsVerification: verified,
    demandsDeviceBound: deviceBound,
  })
  if (read.is === 'wrong' || !person)
    return { is: 'wrong', ...(read.is === 'wrong' && whyTold(read)) }
  const { isVerified, isDiscoverable: _discoverable, ...credential } = read.credential
  if (about.mine.some(({ kept }) => kept.id === credential.id))
    return { is: 'wrong', problem: { code: 'passkey-known' } }
  const name = answer.name?.trim().slice(0, 60)
  return {
    is: 'right',
    keep: {
      ...credential,
      transports: [...credential.transports],
      handle: handleOf(house, person),
    },
    handle: credential.id,
    ...fateOf(credential.transports),
    proof: proofOf({ isVerified, isBackupEligible: credential.isBackupEligible }),
    ...(name && { name }),
  }
}

/**
 * A key of its own hangs with the keys, and not with the computer. One that is made on a phone
 * outlives the phone: they are synced there.
 */
const fateOf = (transports: readonly string[]): { readonly fate?: Fate } =>
  transports.length > 0 && !transports.some((each) => each === 'internal' || each === 'hybrid')
    ? { fate: 'house' }
    : {}
