// `people add-address`, `awaited`, `confirm-address`, `take-back-address`: the same as the admin
// API, for whoever runs the house. A command is one alone, too: it never confirms its own.
import {
  addAddressTo,
  awaitedFor,
  confirmAddressOf,
  takeBackAddressOf,
} from '../../domain/people/helping/adding.ts'
import { type Called, type Command, Misunderstood } from '../command.ts'
import { ends, options } from './acts.ts'

const wordsOf = ({ words }: Called, count: number): readonly string[] => {
  if (words.length !== count) throw new Misunderstood('There are too few words, or too many')
  return words
}

export const peopleAddAddress: Command = {
  words: 'people add-address',
  takes: 'LOGIN ADDRESS --reason WHY',
  says:
    'Adds a mail address or a telephone number to a person. It counts in 24 hours, or when somebody ' +
    'who helps has confirmed it; the person is told on all that stood before.',
  options,
  run(called) {
    const [login = '', address = ''] = wordsOf(called, 2)
    return ends(
      called,
      login,
      (moment, helping) => addAddressTo(moment, { ...helping, address }),
      'gets an address that waits',
    )
  },
}

export const peopleAwaited: Command = {
  words: 'people awaited',
  takes: '',
  says: 'Lists the addresses and numbers that were added and wait, masked, with their ids.',
  async run(called) {
    wordsOf(called, 0)
    const { moment } = await called.moment()
    const awaited = await awaitedFor(moment, undefined)
    for (const { id, address, countsFrom, person } of awaited)
      called.say(`  ${id}  ${person.login}  ${address}  counts from ${countsFrom}`)
    called.say(`${awaited.length} ${awaited.length === 1 ? 'waits' : 'wait'}.`)
    return 0
  },
}

export const peopleConfirmAddress: Command = {
  words: 'people confirm-address',
  takes: 'LOGIN ID ADDRESS --reason WHY',
  says: 'Confirms an address that somebody else has added: it counts at once.',
  options,
  run(called) {
    const [login = '', id = '', address = ''] = wordsOf(called, 3)
    return ends(
      called,
      login,
      (moment, helping) => confirmAddressOf(moment, { ...helping, id, address }),
      'has the address now',
    )
  },
}

export const peopleTakeBackAddress: Command = {
  words: 'people take-back-address',
  takes: 'LOGIN ID --reason WHY',
  says: 'Takes back an address or a number that was added: while it waits, and thirty days from then.',
  options,
  run(called) {
    const [login = '', id = ''] = wordsOf(called, 2)
    return ends(
      called,
      login,
      (moment, helping) => takeBackAddressOf(moment, { ...helping, id }),
      'has the address no more',
    )
  },
}
