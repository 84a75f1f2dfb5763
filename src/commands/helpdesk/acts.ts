// `people unlock`, `freeze`, `unfreeze`, `letter`, `remove-method`, `restore-method`: what the
// helpdesk does, by whoever runs the house. The same acts as the admin API, with a reason that is
// kept.
import type { Moment } from '../../domain/moment.ts'
import {
  freezePerson,
  removeMethodOf,
  restoreMethodOf,
  sendLetterTo,
  unlockPerson,
} from '../../domain/people/helping/acts.ts'
import type { Helped, Helping, NotHelped } from '../../domain/people/helping/helping.ts'
import { unfreezePerson } from '../../domain/people/helping/opening.ts'
import { findPersonByName } from '../../domain/people/people.ts'
import { type Called, type Command, Misunderstood, onlyWord, textOption } from '../command.ts'

export const because: Readonly<Record<NotHelped, string>> = {
  'reason-missing': 'no reason was given',
  'caller-not-verified': 'the caller has shown nothing',
  'not-open': 'the account is not open',
  'not-frozen': 'nobody has frozen the account; `people state` opens what was closed otherwise',
  'not-invited': 'the account is in use already',
  'no-mail-address': 'there is no mail address: `people invite --paper` prints the letter',
  'no-such-method': 'there is no such method that could be removed; `people show` lists them',
  'too-late': 'it is too late, or another method stands in its place',
  'too-soon': 'a letter was sent a moment ago, or five today',
  'not-an-address': 'this is neither a mail address nor a telephone number',
  'known-already': 'this address is known of the person already',
  'waits-already': 'this address, or another number, waits already: `people awaited` lists them',
  'too-many': 'three wait already: confirm them or take them back first',
  'no-longer-waits': 'no such address waits; `people awaited` lists them',
  'another-address': 'another address than this one waits',
  'added-an-address':
    'a command has added an address of theirs that waits: somebody who helps confirms it first, or a ' +
    'day goes by',
  'second-person-needed': 'whoever added it cannot confirm it: somebody else does',
}

export async function ends(
  called: Called,
  login: string,
  does: (moment: Moment, helping: Helping) => Promise<Helped>,
  done: string,
): Promise<number> {
  const reason = textOption(called, 'reason')?.trim() ?? ''
  if (reason === '') throw new Misunderstood('--reason is missing: why, in a few words')
  const { moment } = await called.moment()
  const person = await findPersonByName(moment, login)
  if (!person) throw new Misunderstood(`Nobody here is called «${login}»`)
  const helped = await does(moment, { person: person.id, reason })
  if (helped.done) called.say(`${person.login} ${done}, and was told.`)
  else called.complain(`Nothing was changed for ${person.login}: ${because[helped.because]}.`)
  return helped.done ? 0 : 1
}

export const options = { reason: { type: 'string' } } as const

const onPerson = (
  word: string,
  says: string,
  done: string,
  does: (moment: Moment, helping: Helping) => Promise<Helped>,
): Command => ({
  words: `people ${word}`,
  takes: 'LOGIN --reason WHY',
  says,
  options,
  run: (called) => ends(called, onlyWord(called, 'The login'), does, done),
})

const onMethod = (
  word: string,
  says: string,
  done: string,
  does: (moment: Moment, helping: Helping & { readonly method: string }) => Promise<Helped>,
): Command => ({
  words: `people ${word}`,
  takes: 'LOGIN METHOD --reason WHY',
  says,
  options,
  run(called) {
    const [login, method, ...more] = called.words
    if (!login || !method || more.length > 0)
      throw new Misunderstood('The login or the method is missing, or there is too much')
    return ends(called, login, (moment, helping) => does(moment, { ...helping, method }), done)
  },
})

export const peopleUnlock = onPerson(
  'unlock',
  'Ends every wait of a person after wrong tries. What was counted in the month stays counted.',
  'waits no more',
  unlockPerson,
)

export const peopleFreeze = onPerson(
  'freeze',
  'Closes an account at once, where somebody else may have it. `people unfreeze` opens it.',
  'is frozen',
  (moment, helping) => freezePerson(moment, helping, undefined),
)

export const peopleUnfreeze = onPerson(
  'unfreeze',
  'Opens an account that was frozen by its owner or by the helpdesk, once somebody has looked at it.',
  'is open again',
  unfreezePerson,
)

export const peopleLetter = onPerson(
  'letter',
  'Sends the welcome letter again to somebody who has not begun. The old one is dead.',
  'gets a new letter',
  sendLetterTo,
)

export const peopleRemoveMethod = onMethod(
  'remove-method',
  'Blocks a method that is lost, and signs its person out everywhere. METHOD is an id of `people show`.',
  'has the method no more',
  (moment, helping) => removeMethodOf(moment, helping, undefined),
)

export const peopleRestoreMethod = onMethod(
  'restore-method',
  'Takes back, within a day, a method that was removed or blocked.',
  'has the method again',
  restoreMethodOf,
)
