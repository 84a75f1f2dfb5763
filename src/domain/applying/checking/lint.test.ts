import { connectionShape } from '../../configuration/connection-shape.ts'
import { describe, expect, test } from 'vitest'
import { readToml, housePart } from '../../../settings.ts'
import { type HouseFile, readHouseFile } from '../house-file.ts'
import { factors } from '../../../factors/index.ts'
import { lint } from './lint.ts'

const today = '2027-03-01'
const example = (name: string): HouseFile => {
  const read = readHouseFile(housePart(readToml(`examples/${name}.toml`)), factors)
  if (read.is === 'wrong') throw new Error(read.faults.join('\n'))
  return read.file
}
const placesOf = (file: HouseFile) => lint(file, today, factors).map((finding) => finding.place)

test('the guide’s own rules are named for what they weaken, each with its standard', () => {
  const findings = lint(example('nano'), today, factors)
  expect(findings.map((finding) => finding.place)).toEqual([
    'passwords.minLengthAlone',
    'passwords.minLength',
    'passwords',
    'lives.letter',
    'lives.pin',
    'phones.voice',
    'rules «butikkene».need.proofs',
    'rules «butikkene».need.sharedFateAllowed',
    'rules «butikkene».need.push.digits',
    'rules «butikkene».need.recover.questionCounts',
    'rules «butikkene».need.accepts',
    'rules «alle».need.sharedFateAllowed',
    'rules «alle».need.push.digits',
    'rules «alle».need.recover.questionCounts',
    'rules «alle».need.accepts',
    'organisations «fjordvik-handel».links.accessibility',
  ])
  expect(findings.every((finding) => finding.standard.length > 4)).toBe(true)
})

const whatWeRecommend = [
  'lives.letter',
  'phones.voice',
  'rules «alle».need.sharedFateAllowed',
  'rules «alle».need.push.digits',
]

test('what we recommend has less to be said about it', () => {
  expect(placesOf(example('demo'))).toEqual(whatWeRecommend)
})

test('a municipality is told of the one proof inside, of the first set-up and of one phone for two', () => {
  expect(placesOf(example('kommune'))).toEqual([
    'lives.letter',
    'phones.voice',
    'rules «legekontoret».need.sharedFateAllowed',
    'rules «legekontoret».need.push.digits',
    'rules «kommunens-nettverk».need.proofs',
    'rules «kommunens-nettverk».need.firstByOneProof',
    'rules «kommunens-nettverk».need.sharedFateAllowed',
    'rules «kommunens-nettverk».need.push.digits',
    'rules «alle-andre-steder».need.sharedFateAllowed',
    'rules «alle-andre-steder».need.push.digits',
  ])
})

test('a university is told of the first method of its operators, and of one proof for the others', () => {
  expect(placesOf(example('ntnu'))).toEqual([
    'lives.letter',
    'phones.voice',
    'connections «feide».trusts',
    'rules «operatorer».need.firstByOneProof',
    'rules «alle».need.proofs',
  ])
})

/** The demo, with one rule that is its own in some part. */
const withRule = (change: Partial<HouseFile['rules'][number]>, need: object = {}): HouseFile => {
  const file = example('demo')
  const [owned] = file.rules
  if (!owned) throw new Error('There is a rule')
  const { owner: _owner, reason: _reason, expires: _expires, ...rule } = owned
  const strict = { ...rule.need, sharedFateAllowed: false }
  return { ...file, rules: [{ ...rule, ...change, need: { ...strict, ...need } }] }
}

describe('a rule is named', () => {
  test('when a question counts, and when a telephone is all that there is', () => {
    const accepted = (...accepts: readonly string[]) =>
      lint(withRule({}, { accepts }), today, factors).filter(({ place }) =>
        place.endsWith('need.accepts'),
      )
    expect(accepted('password', 'totp', 'question').map(({ standard }) => standard)).toEqual([
      'NIST SP 800-63B-4 3.1.1.2; OWASP ASVS 5.0 6.4.2',
    ])
    expect(accepted('password', 'sms', 'voice').map(({ standard }) => standard)).toEqual([
      'NIST SP 800-63B-4 3.1.3.3; OWASP ASVS 5.0 6.6.1',
    ])
    // Codes on paper are for when the other is lost, and a question is no second proof.
    expect(accepted('password', 'sms', 'codes')).toHaveLength(1)
    expect(accepted('password', 'sms', 'totp')).toEqual([])
    expect(accepted('password')).toEqual([])
  })

  test('when a number gives a new password in the hour it was set up', () => {
    const [rule] = withRule({}).rules
    const places = (newNumberHours: number) =>
      placesOf(withRule({}, { recover: { ...rule?.need.recover, newNumberHours } }))
    expect(places(0)).toContain('rules «alle».need.recover.newNumberHours')
    expect(places(1)).not.toContain('rules «alle».need.recover.newNumberHours')
  })

  test('when it can never be asked, and not for standing above another', () => {
    const [all] = withRule({}).rules
    if (!all) throw new Error('There is a rule')
    const owned = { owner: 'IKT', reason: 'Sone', expires: '2027-12-31' }
    const never = (...rules: HouseFile['rules']) =>
      lint({ ...example('demo'), rules }, today, factors)
        .filter(({ standard }) => standard === 'the order of rules')
        .map(({ place }) => place)
    const zone = { ...all, ...owned, id: 'zone', where: ['zone'] }
    expect(never(zone, all)).toEqual([])
    expect(never(all, zone, { ...all, id: 'last' })).toEqual(['rules «zone»', 'rules «last»'])
  })

  test('when it asks for less than the last one and nobody answers for it', () => {
    const [all] = withRule({}, { proofs: 2 }).rules
    if (!all) throw new Error('There is a rule')
    const less = { ...all, id: 'inne', where: ['inne'], need: { ...all.need, proofs: 1 } }
    const more = { ...all, id: 'sone', where: ['sone'], need: { ...all.need, proofs: 3 } }
    const places = placesOf({ ...example('demo'), rules: [more, less, all] })
    expect(places).toContain('rules «inne»')
    expect(places).not.toContain('rules «sone»')
    expect(placesOf(withRule({}, { firstByOneProof: true }))).toContain('rules «alle»')
  })
})

describe('telephones and code apps are named', () => {
  test('when calls have no reason, and when short keys are drawn', () => {
    const file = example('demo')
    const { voiceReason: _, ...phones } = file.phones
    const places = placesOf({ ...file, phones, codeApps: { shortKeys: true } })
    expect(places).toContain('phones.voiceReason')
    expect(places).toContain('codeApps.shortKeys')
    const off = { ...phones, voice: false }
    expect(placesOf({ ...file, phones: off })).not.toContain('phones.voice')
  })

  test('when a rule counts on a house that nobody is connected to', () => {
    const file = example('demo')
    expect(file.connections).toHaveLength(1)
    expect(placesOf(file)).not.toContain('rules «alle».need')
    expect(placesOf({ ...file, connections: [] })).toContain('rules «alle».need')
  })

  test('when another house is taken at its word', () => {
    const file = example('demo')
    const feide = connectionShape.parse({
      id: 'feide',
      name: 'Feide',
      use: 'sign-in',
      preset: 'feide',
      clientId: 'portvakt',
      domains: ['fjordvik.example'],
      trusts: ['urn:mace:feide.no:auth:level:fad08:3'],
    })
    const places = placesOf({ ...file, connections: [...file.connections, feide] })
    expect(places).toContain('connections «feide».trusts')
    const [alle] = file.rules
    if (!alle) throw new Error('The demo has no rule')
    const need = { ...alle.need, accepts: [...alle.need.accepts, 'elsewhere'] }
    expect(placesOf({ ...file, rules: [{ ...alle, need }] })).toContain('rules')
  })

  test('when strangers may have messages sent to the whole world, or all night', () => {
    const file = example('demo')
    const countries = Array.from({ length: 41 }, () => 'NO')
    const phones = { ...file.phones, countries, perNumber: 11 }
    const places = placesOf({ ...file, phones })
    expect(places).toContain('phones.countries')
    expect(places).toContain('phones.perNumber')
    const usual = { ...file.phones, countries: countries.slice(0, 40), perNumber: 10 }
    expect(placesOf({ ...file, phones: usual })).toEqual(whatWeRecommend)
    const unused = withRule({}, { accepts: ['password', 'totp'], methods: [] })
    expect(placesOf({ ...unused, phones })).not.toContain('phones.countries')
  })
})

test('a letter that is enough alone, a long stay and a rule without an owner are named', () => {
  const file = example('demo')
  const [rule] = withRule({}).rules
  if (!rule) throw new Error('There is a rule')
  const weak = { ...rule, need: { ...rule.need, letterAlone: true, stayDays: 90 } }
  const places = placesOf({ ...file, rules: [weak] })
  for (const place of ['need.letterAlone', 'need.stayDays', '']) {
    expect(places).toContain(`rules «alle»${place && `.${place}`}`)
  }
  const owned = { ...weak, owner: 'IKT', reason: 'Oppstart', expires: '2027-02-01' }
  expect(placesOf({ ...file, rules: [owned] })).toContain('rules «alle».expires')
})

test('a network without an owner, a colour nobody sees and a name too long are named', () => {
  const file = example('demo')
  const [organisation] = file.organisations
  if (!organisation) throw new Error('There is an organisation')
  const pale = {
    ...organisation,
    color: '#ffff00',
    name: 'Fjordvik og omegn interkommunale oppvekstforetak',
  }
  const places = placesOf({
    ...file,
    organisations: [pale],
    networks: [{ id: 'alt', ranges: ['0.0.0.0/0'] }],
  })
  expect(places).toContain('organisations «fjordvik-handel».color')
  expect(places).toContain('organisations «fjordvik-handel».name')
  expect(places.filter((place) => place.startsWith('networks «alt»'))).toHaveLength(2)
})

test('a browser that is remembered for long, or where it says nothing, is named', () => {
  const said = (need: object) =>
    lint(withRule({}, need), today, factors)
      .filter(({ place }) => place.endsWith('rememberDays'))
      .map(({ says }) => says)
  expect(said({ rememberDays: 30 })).toEqual([])
  expect(said({ rememberDays: 31 })).toEqual([expect.stringContaining('for 31 days')])
  expect(said({ rememberDays: 7, resistsPhishing: true })).toEqual([
    expect.stringContaining('never spared'),
  ])
  expect(said({ rememberDays: 7, proofs: 1 })).toEqual([expect.stringContaining('no second')])
})

test('the order, the ends, the lock-outs and the rights are looked at too', () => {
  const file = example('kommune')
  const [zone, town, last] = file.rules
  if (!zone || !town || !last) throw new Error('There are three rules')
  const until = '2027-04-01'
  const places = placesOf({
    ...file,
    rights: [{ id: 'hjelp', may: 'help', whom: ['ledere'] }],
    networks: file.networks.map((network) => ({ ...network, expires: until })),
    rules: [
      town,
      zone,
      { ...zone, id: 'ledere', whom: ['ledere'], where: 'anywhere', expires: until },
      { ...last, need: { ...last.need, methods: ['question'] } },
    ],
  })
  for (const place of [
    'rules «legekontoret»',
    'rules «kommunens-nettverk», «ledere»',
    'rules «ledere».expires',
    'networks «kommunen».expires',
    'rules «alle-andre-steder».need.methods',
    'rights',
  ])
    expect(places).toContain(place)
})

test('fewer than six digits on the phone are named where a rule takes approvals', () => {
  const file = example('demo')
  const [rule] = file.rules
  if (!rule) throw new Error('The demo has no rule')
  const placesWith = (accepts: readonly string[], digits: number) => {
    const need = { ...rule.need, accepts: [...accepts], push: { ...rule.need.push, digits } }
    return placesOf({ ...file, rules: [{ ...rule, need }] }).filter((place) =>
      place.endsWith('push.digits'),
    )
  }
  expect(placesWith(['password', 'push'], 2)).toHaveLength(1)
  expect(placesWith(['password', 'push'], 6)).toEqual([])
  expect(placesWith(['password', 'sms'], 2)).toEqual([])
})
