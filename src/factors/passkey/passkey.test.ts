import { expect, test } from 'vitest'
import { openFactorStage } from '../../../test/factors/factor-stage.ts'
import { aboutIn, answered, factorSuite, setUpSuite } from '../../../test/factors/factor-suite.ts'
import {
  flag,
  makeSoftKey,
  proofOf,
  registrationOf,
} from '../../../test/oracles/soft-authenticator.ts'
import type { Moment } from '../../domain/moment.ts'
import { imaginedPerson } from '../../flows/imagined-person.ts'
import { readRegistration } from '../../lib/methods/passkeys/register.ts'
import type { About } from '../factor.ts'
import { passkey, type PasskeyKept } from './passkey.ts'

const stage = openFactorStage()
const [mine, another] = [makeSoftKey(), makeSoftKey()]

const at = { origin: 'https://id.example', rpId: 'id.example' }
const sceneOf = (about: About<PasskeyKept>) => ({
  ...at,
  challenge: about.draw(`challenge ${about.question}`).toString('base64url'),
})

async function keptOf(key: ReturnType<typeof makeSoftKey>): Promise<PasskeyKept> {
  const scene = { ...at, challenge: Buffer.alloc(32, 1).toString('base64url') }
  const read = await readRegistration({
    response: registrationOf(key, scene),
    ...scene,
    demandsVerification: false,
    demandsDeviceBound: false,
  })
  if (read.is !== 'right') return expect.unreachable(read.why)
  const { isVerified: _verified, isDiscoverable: _discoverable, ...credential } = read.credential
  return { ...credential, transports: [...credential.transports], handle: 'a handle' }
}

factorSuite(
  {
    factor: passkey,
    keeps: async () => ({ mine: await keptOf(mine), another: await keptOf(another) }),
    right: (about) => ({ passkey: proofOf(mine, sceneOf(about)) }),
    wrong: [
      { passkey: '{}' },
      { passkey: 'no JSON' },
      { passkey: proofOf(mine, { ...at, challenge: 'another-challenge-of-another-page' }) },
    ],
    empty: [{}, { passkey: '' }, { code: '123456' }],
    // The browser is told which of its keys will do: by their ids, and no more.
    shown: [mine.id.toString('base64url'), 'internal', 'hybrid'],
  },
  stage,
)

setUpSuite(
  {
    factor: passkey,
    person: imaginedPerson,
    steps: [(about) => ({ passkey: registrationOf(mine, sceneOf(about)), name: 'PC-en' })],
    wrong: { passkey: '{}' },
  },
  stage,
)

const having = async (): Promise<About<PasskeyKept>> => {
  const method = { id: 'm', factor: 'passkey', ageSeconds: 1, kept: await keptOf(mine) }
  return aboutIn<PasskeyKept>('one', { method, mine: [method] })
}

test('a finger or a PIN makes it two kinds, and without one it is one', async () => {
  const about = await having()
  const shown = async (flags: number) =>
    passkey.prove.check(
      answered({ passkey: proofOf(mine, sceneOf(about), { flags }) }),
      about,
      stage.moment(),
    )
  expect(await shown(flag.present | flag.verified)).toMatchObject({
    is: 'right',
    method: 'm',
    proof: { kinds: ['has', 'is'], amr: ['hwk', 'user'] },
  })
  expect(await shown(flag.present)).toMatchObject({ proof: { kinds: ['has'], amr: ['hwk'] } })
})

test('where a rule of the house wants a finger or a PIN, a key without says so', async () => {
  const moment = stage.moment()
  const configuration = moment.house.configuration()
  const passkeys = { ...configuration.passkeys, verified: true }
  const strict: Moment = {
    ...moment,
    house: { ...moment.house, configuration: () => ({ ...configuration, passkeys }) },
  }
  const about = await having()
  const sent = proofOf(mine, sceneOf(about), { flags: flag.present })
  expect(await passkey.prove.check(answered({ passkey: sent }), about, strict)).toEqual({
    is: 'wrong',
    problem: { code: 'passkey-not-verified' },
  })
  expect(passkey.prove.missing(answered({}), about, strict)).toEqual({ code: 'passkey-missing' })
})

test('a key says who somebody is by its id, and any other answer names nobody', async () => {
  const about = await having()
  expect(passkey.recognise?.handle(answered({ passkey: proofOf(mine, sceneOf(about)) }))).toBe(
    mine.id.toString('base64url'),
  )
  for (const sent of ['', '{}', 'x']) {
    expect(passkey.recognise?.handle(answered({ passkey: sent }))).toBeUndefined()
  }
})

test('a key that is put in is not lost with the computer', async () => {
  const about: About<PasskeyKept> = { ...aboutIn<PasskeyKept>('one', {}), person: imaginedPerson }
  const made = async (transports: readonly string[]) => {
    const sent = registrationOf(makeSoftKey(), sceneOf(about), { response: { transports } })
    return passkey.enrol?.check(answered({ passkey: sent }), about, stage.moment())
  }
  expect(await made(['usb', 'nfc'])).toMatchObject({ is: 'right', fate: 'house' })
  for (const transports of [['internal'], ['hybrid', 'internal'], ['hybrid'], []]) {
    const answer = await made(transports)
    expect([answer?.is, answer && 'fate' in answer]).toEqual(['right', false])
  }
})

test('what a page asks for belongs to one question of one visit', async () => {
  const about = await having()
  const options = (of: About<PasskeyKept>) => {
    const screen = passkey.prove.screen(of, stage.moment())
    return screen.kind === 'passkey' ? screen.options : expect.unreachable()
  }
  expect(options(about)).toBe(options(about))
  expect(options({ ...about, question: 2 })).not.toBe(options(about))
  const other = { ...about, draw: aboutIn<PasskeyKept>('two').draw }
  expect(options(other)).not.toBe(options(about))
})
