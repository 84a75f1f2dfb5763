// A rehearsal judges those who are alike once. Held against judging each of them anew, for random
// rules and random sign-ins: nobody is taken for somebody they are not.
import { expect, test } from 'vitest'
import { asApplied } from '../../src/domain/applying/as-applied.ts'
import { readHouseFile } from '../../src/domain/applying/house-file.ts'
import { judgeOfRecorded } from '../../src/domain/policy/recorded.ts'
import { factors } from '../../src/factors/index.ts'
import { imagine } from '../../src/flows/imagine.ts'
import type { DecidedRow } from '../../src/store/events.ts'
import { townDatabase } from '../town/database.ts'
import { fjordvik } from '../town/house.ts'
import { townTime } from '../town/moment.ts'
import { dice, randomBook, randomCircumstances, type Dice } from './random-rules.ts'

const networks = [
  { id: 'kontor', ranges: ['10.1.0.0/16'] },
  { id: 'legekontor', ranges: ['10.1.7.0/24'], expires: '2027-03-02' },
  { id: 'hytte', ranges: ['2001:db8::/48'] },
]
const named = (ids: readonly string[]) => ids.map((id) => ({ id, name: id }))

const fileOf = (one: Dice): unknown => ({
  ...fjordvik,
  networks,
  groups: named(['ansatte', 'skole', 'lege', 'drift']),
  applications: named(['post', 'journal', 'timer']).map((application) => ({
    ...application,
    everyone: true,
  })),
  rights: [{ id: 'drift', may: 'administer', whom: ['drift'] }],
  rules: JSON.parse(JSON.stringify(randomBook(one).rules)).map((rule: { except?: object[] }) => ({
    ...rule,
    ...(rule.except && { except: rule.except.map((each) => ({ ...each, owner: 'IT' })) }),
  })),
})

const has: readonly [readonly string[], ...(readonly string[])[]] = [
  ['password:memory'],
  ['password:memory', 'sms:phone'],
  ['password:memory', 'totp:phone', 'passkey:computer'],
]

function randomSignIn(one: Dice): DecidedRow {
  const { errand, person } = randomCircumstances(one)
  const fates = one.pick(has)
  const at = new Date(Date.UTC(2027, 1, 28, 0, one.below(5 * 1440)))
  const cameIn = !one.once(4)
  return {
    at,
    person_id: one.pick(['kari', 'ola']),
    address: one.pick(['10.1.0.1', '10.1.7.9', '2001:db8::7', '198.51.100.7', null]),
    data: {
      outcome: cameIn ? 'let-in' : 'turned-away',
      ...(!cameIn && { because: one.pick(['not-enough-proven', 'application-not-yours']) }),
      rule: 'before',
      flow: one.pick(['sign-in', 'sign-in', 'activate', 'methods']),
      protocol: 'oidc',
      state: one.pick(['active', 'active', 'suspended']),
      ...errand,
      groups: person.groups,
      methods: [],
      fates,
      proofs: [
        { factor: 'letter', kinds: ['has'], resistsPhishing: false, at: at.toISOString() },
        {
          factor: 'password',
          kinds: ['knows'],
          resistsPhishing: false,
          at: new Date(at.getTime() - one.below(60) * 60_000).toISOString(),
        },
      ],
      needed: { proofs: 1 + one.below(3), resistsPhishing: one.once(3) },
      known: !one.once(8),
      ...(one.once(3) && { putOff: one.some(['app', 'phone', 'second']) }),
      ...(one.once(3) && { rememberedSeconds: one.below(40 * 86_400) }),
      ...(one.once(3) && {
        wants: one.pick(['urn:portvakt:2fa', 'urn:portvakt:phishing-resistant']),
      }),
    },
  }
}

test('whoever is judged as somebody alike is judged as they would be alone', async () => {
  const time = townTime(await townDatabase())
  let books = 0
  const means = new Map<string, number>()
  for (let seed = 0; seed < 200; seed += 1) {
    const one = dice(seed)
    const read = readHouseFile(fileOf(one), factors)
    if (read.is === 'wrong') continue
    books += 1
    const configuration = asApplied(read.file)
    const moment = time.moment()
    const house = { ...moment.house, configuration: () => configuration }
    const logins = new Map([['kari', 'kari@fjordvik.example']])
    const judging = { moment: { ...moment, house }, logins, imagining: imagine }
    const judge = judgeOfRecorded(judging)
    for (let nth = 0; nth < 300; nth += 1) {
      const row = randomSignIn(one)
      const judged = judge(row)
      means.set(judged.means, (means.get(judged.means) ?? 0) + 1)
      const alone = judgeOfRecorded(judging)(row)
      if (JSON.stringify(judged) !== JSON.stringify(alone))
        expect(judged, `seed ${seed}: ${JSON.stringify(row)}`).toEqual(alone)
    }
  }
  expect(books).toBeGreaterThan(40)
  expect([...means.keys()].toSorted()).toEqual(['less', 'more', 'same', 'stopped'])
}, 60_000)
