import { expect, test } from 'vitest'
import { readToml, housePart } from '../../settings.ts'
import { type HouseFile, readHouseFile } from './house-file.ts'
import { factors } from '../../factors/index.ts'
import { lint } from './lint.ts'

const today = '2027-03-01'
const example = (name: string): HouseFile => {
  const read = readHouseFile(housePart(readToml(`examples/${name}.toml`)), factors)
  if (read.is === 'wrong') throw new Error(read.faults.join('\n'))
  return read.file
}
const placesOf = (file: HouseFile) => lint(file, today).map((finding) => finding.place)

test('the guide’s own rules are named for what they weaken, each with its standard', () => {
  const findings = lint(example('nano'), today)
  expect(findings.map((finding) => finding.place)).toEqual([
    'passwords.minLengthAlone',
    'passwords.minLength',
    'passwords',
    'lives.letter',
    'lives.pin',
    'rules «alle».need.proofs',
    'organisations «fjordvik-handel».links.accessibility',
  ])
  expect(findings.every((finding) => finding.standard.length > 4)).toBe(true)
})

test('what we recommend has less to be said about it', () => {
  expect(placesOf(example('demo'))).toEqual(['lives.letter', 'rules «alle».need.proofs'])
})

test('a letter that is enough alone, a long stay and a rule without an owner are named', () => {
  const file = example('demo')
  const [rule] = file.rules
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
