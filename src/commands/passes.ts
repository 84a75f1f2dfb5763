// `people pass`: a code for somebody who stands without their methods. It is printed once, and
// stands in no log and in no event; whoever runs this has made sure whom they speak with.
import { givePass, passLimits } from '../domain/methods/passes.ts'
import { mayUse } from '../domain/people/helping/adding.ts'
import type { Moment } from '../domain/moment.ts'
import { findPersonByName } from '../domain/people/people.ts'
import { sayPlainCode } from '../lib/random.ts'
import { type Called, type Command, Misunderstood, onlyWord, textOption } from './command.ts'
import { because } from './helpdesk/acts.ts'
import { withLane } from './lane.ts'

export const peoplePass: Command = {
  words: 'people pass',
  takes: 'LOGIN [--minutes N] [--uses N] [--by LOGIN]',
  says:
    'Gives somebody a code for a while, when they stand without their methods: an hour and one ' +
    'use, or up to a day and ten. The one before is dead. --by says who gives it.',
  options: { minutes: { type: 'string' }, uses: { type: 'string' }, by: { type: 'string' } },
  async run(called) {
    const login = onlyWord(called, 'The login')
    const { minutes, uses } = passLimits
    const wanted = {
      minutes: countOption(called, 'minutes', minutes),
      uses: countOption(called, 'uses', { min: 1, ...uses }),
    }
    const by = textOption(called, 'by')
    const { moment } = await called.moment()
    const person = await idNamed(moment, login)
    const giver: { by?: string } = by === undefined ? {} : { by: await idNamed(moment, by) }
    // Whoever has added an address does not give what it could be used with.
    if (await mayUse(moment, person, giver.by ?? 'command')) {
      called.complain(`Nothing was given to ${login}: ${because['added-an-address']}.`)
      return 1
    }
    const given = await withLane(moment, (inside) =>
      givePass(inside, { person, ...giver, ...wanted }),
    )
    const times = given.uses === 1 ? 'once' : `${given.uses} times`
    const until = given.expiresAt.toISOString()
    called.say(`${login}  ${sayPlainCode(given.code)}, works ${times}, until ${until}`)
    return 0
  },
}

function countOption(
  called: Called,
  name: string,
  { min, usual, max }: { readonly min: number; readonly usual: number; readonly max: number },
): number {
  const said = textOption(called, name)
  const count = said === undefined ? usual : Number(said)
  if (Number.isInteger(count) && count >= min && count <= max) return count
  throw new Misunderstood(`--${name} is a number from ${min} to ${max}, and not «${said}»`)
}

async function idNamed(moment: Moment, login: string): Promise<string> {
  const person = await findPersonByName(moment, login)
  if (!person) throw new Misunderstood(`Nobody here is called «${login}»`)
  return person.id
}
