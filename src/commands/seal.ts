// `people seal`: a new password and a new sheet of codes for an account behind glass. They are
// printed once, to be put in an envelope, and stand in no log and in no event.
import { findPersonByName } from '../domain/people/people.ts'
import { sealAccount } from '../domain/people/sealing.ts'
import { codes } from '../factors/codes/codes.ts'
import { password } from '../factors/password/password.ts'
import { type Command, Misunderstood, onlyWord } from './command.ts'
import { withLane } from './lane.ts'

export const peopleSeal: Command = {
  words: 'people seal',
  takes: 'LOGIN',
  says:
    'Prints a new password and a new sheet of codes for an account that stands in breakGlass. ' +
    'What was sealed before is dead, and everybody who holds a right is told.',
  async run(called) {
    const login = onlyWord(called, 'The login')
    const { moment, settings } = await called.moment()
    const person = await findPersonByName(moment, login)
    if (!person) throw new Misunderstood(`Nobody here is called «${login}»`)
    if (!moment.house.configuration().breakGlass.includes(person.login))
      throw new Misunderstood(`«${person.login}» does not stand in breakGlass`)
    const sealed = await withLane(moment, (inside) =>
      sealAccount(inside, person, { password, codes }),
    )
    called.say(`BREAK GLASS  ${settings.address.origin}`)
    called.say(`User name    ${person.login}`)
    called.say(`Password     ${sealed.password}`)
    called.say('Codes, each for one sign-in:')
    for (const code of sealed.codes) called.say(`             ${code}`)
    called.say('Print this, put it in an envelope and lock it up. It is not shown again.')
    called.say('Try it four times a year, and seal it anew afterwards.')
    return 0
  },
}
