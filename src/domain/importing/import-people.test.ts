import { beforeEach, describe, expect, test } from 'vitest'
import { invented } from '../../../test/oracles/invented-numbers.ts'
import { townDatabase } from '../../../test/town/database.ts'
import { firstMorning, townHouse } from '../../../test/town/house.ts'
import { secondsAfter } from '../../lib/clock.ts'
import { openKeyring } from '../../lib/seal.ts'
import { statement, type Db } from '../../store/database.ts'
import { readImagined } from '../../store/visits.ts'
import { leaderList } from '../people/leader-list.ts'
import { openMessage } from '../messages/messages.ts'
import { nationalHash } from '../people/national-numbers.ts'
import { findPersonByName, mailAddressesOf } from '../people/people.ts'
import { personFacts } from '../people/person-facts.ts'
import { recoveringWith } from '../people/recovered.ts'
import { importPeople } from './import-people.ts'

const db = await townDatabase()
const house = await townHouse(db)
const moment = house.at(firstMorning)

const empty = statement('empty', 'delete from people')
const changes = statement<{ what: string[] }>(
  'changes of a test',
  `select data -> 'what' as what from events where kind = 'person.changed'`,
)
const count = statement<{ people: number; pins: number; events: number }>(
  'count people',
  `select (select count(*)::int from people) as people,
     (select count(*)::int from methods where factor = 'pin') as pins,
     (select count(*)::int from events where kind = 'person.imported') as events`,
)
beforeEach(() => empty.count(db))

const header = 'Fornavn;Etternavn;Brukernavn;E-post;Mobil;Grupper;Leder;Organisasjon;Språk'
const list = (...lines: string[]) => [header, ...lines].join('\n')
const kari =
  'Kari;Nordmann;kari.nordmann;kari@privat.example;999 99 944;Ansatte,skole;ola.nordmann;;nn'
const ola = 'Ola;Nordmann;ola.nordmann@fjordvik.example;;;;;fjordvik;'

const moved = 'Karianne;Nordmann;kari.nordmann;kari@annet.example;999 99 945;ansatte;;;en'
const later = { ...moment, now: secondsAfter(moment.now, 7200) }

const ofKari = async () => {
  const person = await findPersonByName(moment, 'kari.nordmann')
  return { mails: await mailAddressesOf(moment, person?.id ?? ''), phone: person?.knownPhone }
}

const waiting = statement<{ id: string }>('waiting messages', `select id from messages order by id`)

/** What each mail says, and to whom. */
async function told() {
  const found = await Promise.all(
    (await waiting.rows(db)).map(async ({ id }) => {
      const message = await openMessage(moment, id)
      return message?.drawable.kind === 'contact-changed'
        ? [[message.drawable.facts.change, message.to]]
        : []
    }),
  )
  return found.flat().toSorted()
}

/** Notes each statement, inside transactions too. */
function countingInto(sent: string[]): typeof moment {
  const counting = (real: Db): Db => ({
    send: (name, text, values, how) => {
      sent.push(name)
      return real.send(name, text, values, how)
    },
    transaction: (work) => real.transaction((inner) => work(counting(inner))),
  })
  return { ...moment, db: counting(moment.db) }
}

describe('a list of people', () => {
  test('brings everybody in with groups, leader, number and a PIN', async () => {
    const { made, bad } = await importPeople(moment, list(kari, ola))
    expect(bad).toEqual([])
    expect(made.map((each) => [each.line, each.login])).toEqual([
      [2, 'kari.nordmann@fjordvik.example'],
      [3, 'ola.nordmann@fjordvik.example'],
    ])
    expect(await findPersonByName(moment, 'Kari.Nordmann')).toMatchObject({
      state: 'invited',
      firstName: 'Kari',
      groups: ['ansatte', 'skole'],
      knownPhone: '+4799999944',
      language: 'nn',
    })
    const led = await leaderList(moment, made[1]?.id ?? '')
    expect(led).toMatchObject([{ name: 'Kari Nordmann', letter: 'none' }])
    expect(led[0]?.pin?.pin).toBe(made[0]?.pin?.pin)
    expect(made[0]?.pin?.pin).toMatch(/^\d{6}$/)
  })

  const wrong: readonly (readonly [string, string])[] = [
    ['Kari;;kari;;;;;;', 'the family name is missing'],
    ['=HYPERLINK("x");Nordmann;k;;;;;;', 'begins with a sign that a spreadsheet would run'],
    ['Kari;Nordmann;kari@other.example;;;;;;', 'other.example is no domain of Fjordvik kommune'],
    ['Kari;Nordmann;ka ri;;;;;;', 'the login cannot be a user name'],
    ['Kari;Nordmann;\uff1dkari;;;;;;', 'the login cannot be a user name'],
    ['Kari;Nordmann;kari\u200d;;;;;;', 'the login cannot be a user name'],
    ['Kari;Nordmann;kari;ka\u0301ri@fjordvik.example;;;;;', 'the mail address cannot be one'],
    ['Kari;Nordmann;kari;;12;;;;', 'the mobile number cannot be one'],
    ['Kari;Nordmann;kari;;;kjøkken;;;', 'the group «kjøkken» is not in the configuration'],
    ['Kari;Nordmann;kari;;;;nobody;;', 'the leader «nobody@fjordvik.example» is nobody'],
    ['Kari;Nordmann;kari;;;;;Nabo;', 'the organisation «Nabo» is not known'],
    ['Kari;Nordmann;kari;;;;;;klingon', 'the language «klingon» is not known'],
    ['Kari;Nordmann;kari;;;;;;;more', 'there are more cells than columns'],
    ['OIa;Nordmann;оla.nordmann;;;;;;', 'cannot be told apart'],
    ['Ola;Nordmann;OLA.nordmann;;;;;;', 'is here already'],
  ]
  test('names every bad line with its number and its reason, and keeps the good ones', async () => {
    await importPeople(moment, list(ola))
    const { made, bad } = await importPeople(moment, list(...wrong.map(([line]) => line), kari))
    expect(bad.map((each) => each.line)).toEqual(wrong.map((_, at) => at + 2))
    wrong.forEach(([, because], at) => expect(bad[at]?.because).toContain(because))
    expect(made.map((each) => each.login)).toEqual(['kari.nordmann@fjordvik.example'])
  })

  test('brings in nobody at all when one line is bad and all or nothing was asked for', async () => {
    const { made, bad } = await importPeople(moment, list(ola, kari, 'Kari;;x;;;;;;'), {
      allOrNothing: true,
    })
    expect([made, bad.map((each) => each.line)]).toEqual([[], [4]])
    expect(await count.row(db)).toMatchObject({ people: 0, pins: 0 })
  })

  test('refuses the second of two names that look alike', async () => {
    const { made, bad } = await importPeople(
      moment,
      list('Kari;A;kari;;;;;;', 'Kari;B;kаri;;;;;;', 'Kari;C;KARI;;;;;;'),
    )
    expect([made.length, bad.map((each) => each.line)]).toEqual([1, [3, 4]])
  })

  test('takes the line of a follower away together with that of a bad leader', async () => {
    const { made, bad } = await importPeople(
      moment,
      list('A;A;a;;;;b;;', 'B;B;b;;;;c;;', 'C;;c;;;;;;', 'D;D;d;;;;;;'),
    )
    expect([made.map((each) => each.line), bad.map((each) => each.line)]).toEqual([[5], [2, 3, 4]])
  })

  test('that two bring in at once makes each person once', async () => {
    const text = list(...Array.from({ length: 200 }, (_, at) => `P;N;person${at};;;;;;`))
    const both = await Promise.all([importPeople(moment, text), importPeople(moment, text)])
    expect(both.flatMap((each) => each.made)).toHaveLength(200)
    expect(both.flatMap((each) => each.bad)).toHaveLength(200)
    expect(await count.row(db)).toMatchObject({ people: 200, pins: 200 })
  })

  test('of ten thousand is in with a hundred statements', async () => {
    const lines = Array.from(
      { length: 10_000 },
      (_, at) =>
        `Kari ${at};Nordmann;kari${at};kari${at}@fjordvik.example;999 99 944;ansatte;kari${at % 100};;`,
    )
    const sent: string[] = []
    const { made, bad } = await importPeople(countingInto(sent), list(...lines))
    expect([made.length, bad.length]).toEqual([10_000, 0])
    expect(sent.length).toBeLessThanOrEqual(100)
  }, 60_000)

  test('changes nobody who is here, unless it was asked for', async () => {
    await importPeople(moment, list(kari, ola))
    const { bad, changed } = await importPeople(moment, list(moved))
    expect([bad.length, changed]).toEqual([1, []])
    expect(await findPersonByName(moment, 'kari.nordmann')).toMatchObject({
      knownPhone: '+4799999944',
    })
  })

  test('gives whoever is here a new address and number, and tells what stood before', async () => {
    await importPeople(moment, list(kari, ola))
    const dry = await importPeople(later, list(moved, ola), { changes: true, dryRun: true })
    expect(dry.changed).toEqual([
      {
        line: 2,
        login: 'kari.nordmann@fjordvik.example',
        became: [
          'k•••@privat.example becomes k•••@annet.example',
          '+47 ••• •• •44 becomes +47 ••• •• •45',
        ],
      },
    ])
    expect(dry.abroad).toEqual([['annet.example', 1]])
    expect(await ofKari()).toEqual({ mails: ['kari@privat.example'], phone: '+4799999944' })
    const { made, bad, changed } = await importPeople(later, list(moved, ola), { changes: true })
    expect([made, bad, changed]).toEqual([[], [], dry.changed])
    expect(await ofKari()).toEqual({ mails: ['kari@annet.example'], phone: '+4799999945' })
    expect(await findPersonByName(moment, 'kari.nordmann')).toMatchObject({
      firstName: 'Kari',
      groups: ['ansatte', 'skole'],
    })
    expect(await told()).toEqual([
      ['mail-replaced', 'kari@privat.example'],
      ['number-replaced', 'kari@privat.example'],
    ])
    expect(await changes.rows(db)).toEqual([{ what: ['mail', 'number'] }])
    expect(await importPeople(later, list(moved), { changes: true })).toMatchObject({ changed: [] })
  })

  test('that changes a number makes it no way to a new password before its time', async () => {
    await importPeople(moment, list(kari, ola))
    await importPeople(later, list(moved), { changes: true })
    const known = async (now: Date) => {
      const row = await readImagined(db, {
        flow: 'sign-in',
        errand: {},
        learned: { logins: ['kari.nordmann@fjordvik.example'], detour: 'recover' },
        epoch: 1,
        now,
      })
      const person = row?.person ? personFacts(row.person) : undefined
      const left = recoveringWith(person, [], { hours: 24, now }).person
      return [left?.knownPhone, left?.knownMail]
    }
    expect(await known(moment.now)).toEqual([undefined, undefined])
    expect(await known(secondsAfter(later.now, 86_399))).toEqual([undefined, undefined])
    expect(await known(secondsAfter(later.now, 86_400))).toEqual([
      '+4799999945',
      'kari@annet.example',
    ])
  })

  test('with a header nobody knows is refused by its first line', async () => {
    expect((await importPeople(moment, 'navn;alder\nKari;40')).bad).toEqual([
      { line: 1, because: 'the column «navn» is not known' },
    ])
    expect((await importPeople(moment, '')).bad).toEqual([
      { line: 1, because: 'the list is empty' },
    ])
    expect((await importPeople(moment, 'fornavn;etternavn\na;b')).bad[0]?.because).toContain(
      'login',
    )
  })
})

describe('a national number', () => {
  const numbered = (...lines: (readonly [string, string])[]) =>
    [
      'Fornavn;Etternavn;Brukernavn;Organisasjon;Fødselsnummer',
      ...lines.map(([login, number]) => `Kari;Nordmann;${login};;${number}`),
    ].join('\n')
  const kept = statement<{ login: string; identity: string }>(
    'who has a number',
    `select login, encode(identity_hash, 'base64') as identity from people order by login`,
  )
  const rows = statement<{ row: string }>('people as text', 'select p::text as row from people p')

  test('is kept as a hash that belongs to it, and stands nowhere', async () => {
    const number = invented(0)
    const spaced = `${number.slice(0, 6)} ${number.slice(6)}`
    const { bad } = await importPeople(moment, numbered(['kari', spaced], ['ola', '']))
    expect(bad).toEqual([])
    expect(await kept.rows(db)).toEqual([
      { login: 'kari@fjordvik.example', identity: nationalHash(moment.house, number) },
      { login: 'ola@fjordvik.example', identity: null },
    ])
    const other = { keys: openKeyring(Buffer.alloc(32, 8)) }
    expect(nationalHash(other, number)).not.toBe(nationalHash(moment.house, number))
    expect(JSON.stringify(await rows.rows(db))).not.toContain(number)
  })

  test('is refused without a digit of it being told', async () => {
    const [here, number, other] = [invented(1), invented(2), invented(3)]
    await importPeople(moment, numbered(['here', here]))
    const list = numbered(
      ['kari', number],
      ['ola', number],
      ['per', here],
      ['siri', other.replace(/.$/, (last) => String((Number(last) + 1) % 10))],
      ['liv', other.slice(1)],
    )
    for (const how of [{ dryRun: true }, {}]) {
      const { bad } = await importPeople(moment, list, how)
      expect(bad).toEqual([
        { line: 3, because: 'the national number stands on line 2 as well' },
        { line: 4, because: 'the national number belongs to somebody who is here' },
        { line: 5, because: 'the national number cannot be one' },
        {
          line: 6,
          because:
            'the national number has ten digits: a spreadsheet has taken the first zero away',
        },
      ])
    }
    expect((await kept.rows(db)).map(({ login }) => login)).toEqual([
      'here@fjordvik.example',
      'kari@fjordvik.example',
    ])
  })
})
