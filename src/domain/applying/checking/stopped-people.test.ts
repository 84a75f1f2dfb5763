import { beforeAll, expect, test } from 'vitest'
import { townDatabase } from '../../../../test/town/database.ts'
import { firstMorning, fjordvik, townHouse } from '../../../../test/town/house.ts'
import { factors } from '../../../factors/index.ts'
import { password } from '../../../factors/password/password.ts'
import { sms } from '../../../factors/sms/sms.ts'
import { totp } from '../../../factors/totp/totp.ts'
import { imagine } from '../../../flows/imagine.ts'
import { readHouseFile } from '../house-file.ts'
import { importPeople } from '../../importing/import-people.ts'
import { keepMethod } from '../../methods/methods.ts'
import { inTransaction, type Moment } from '../../moment.ts'
import { keepNewPassword } from '../../passwords/new-password.ts'
import { getPerson } from '../../people/people.ts'
import { noPhones } from '../../phones/no-phones.ts'
import { stoppedPeople } from './stopped-people.ts'

let moment: Moment
const lines = [
  'Fornavn;Etternavn;Brukernavn;Mobil;Grupper',
  'Kari;Nordmann;app@fjordvik.example;;ansatte',
  'Ola;Nordmann;bare@fjordvik.example;;ansatte',
  'Ase;Nordmann;kjent@fjordvik.example;+47 999 99 944;skole',
  'Per;Nordmann;sms@fjordvik.example;;skole',
  'Nora;Nordmann;invitert@fjordvik.example;;skole',
]

beforeAll(async () => {
  const db = await townDatabase()
  const house = await townHouse(db, fjordvik)
  const plain = house.at(firstMorning)
  moment = { ...plain, house: { ...plain.house, phones: { ...noPhones, canText: true } } }
  const { made } = await importPeople(moment, lines.join('\n'))
  const idOf = (name: string) => made.find(({ login }) => login.startsWith(`${name}@`))?.id ?? ''
  for (const name of ['app', 'bare', 'kjent', 'sms'])
    await inTransaction(moment, async (inside) => {
      const person = await getPerson(inside, idOf(name))
      await keepNewPassword(inside, password, { person, kept: { hash: 'x' }, because: 'first' })
    })
  const key = Buffer.alloc(20, 1).toString('base64')
  await keepMethod(moment, totp, {
    person: idOf('app'),
    kept: { key, after: 0 },
    name: 'Telefonen',
  })
  const kept = { number: '+4799999945' }
  await keepMethod(moment, sms, { person: idOf('sms'), kept, label: '••• •• •45' })
})

const told = async (rules: readonly object[], more: object = {}) => {
  const read = readHouseFile({ ...fjordvik, ...more, rules }, factors)
  if (read.is === 'wrong') throw new Error(read.faults.join('\n'))
  const { people, stopped } = await stoppedPeople(moment, read.file, imagine)
  expect(people).toBe(4)
  return stopped.map(({ rule, people: count, logins }) => [
    rule,
    count,
    logins.map((login) => login.split('@')[0]).join(' '),
  ])
}
const need = (more: object = {}) => ({
  proofs: 2,
  accepts: ['password', 'totp', 'sms'],
  methods: ['second'],
  ...more,
})

test('whoever has nothing that is accepted and no way to begin is stopped, by rule', async () => {
  expect(await told([{ id: 'alle', need: need() }])).toEqual([['alle', 1, 'bare']])
  expect(await told([{ id: 'alle', need: need({ firstByOneProof: true }) }])).toEqual([])
  expect(await told([{ id: 'alle', need: need({ accepts: ['password', 'sms'] }) }])).toEqual([
    ['alle', 2, 'app bare'],
  ])
  // What is not wished for is not set up, however well the number is known.
  expect(await told([{ id: 'alle', need: need({ methods: [] }) }])).toEqual([
    ['alle', 2, 'bare kjent'],
  ])
  expect(await told([{ id: 'alle', need: { proofs: 1 } }])).toEqual([])
  expect(await told([{ id: 'alle', need: { proofs: 1, accepts: ['passkey'] } }])).toEqual([
    ['alle', 4, 'app bare kjent sms'],
  ])
})

test('each place, group and application where a rule is asked is walked through', async () => {
  const networks = [{ id: 'town', ranges: ['10.0.0.0/8'] }]
  const applications = ['post', 'hemmelig'].map((id) => ({
    id,
    name: id,
    link: `https://${id}.fjordvik.example/`,
    ...(id === 'post' ? { everyone: true } : { groups: ['skole'] }),
  }))
  const strict = need({ accepts: ['password', 'totp'] })
  const rules = [
    { id: 'inne', where: ['town'], whom: ['ansatte'], need: need() },
    { id: 'hemmelig', applications: ['hemmelig'], need: strict },
    { id: 'sms', whom: ['sms@fjordvik.example'], need: strict },
    { id: 'alle', need: { proofs: 1 } },
  ]
  expect(await told(rules, { networks, applications })).toEqual([
    ['inne', 1, 'bare'],
    ['hemmelig', 2, 'kjent sms'],
    ['sms', 1, 'sms'],
  ])
})
