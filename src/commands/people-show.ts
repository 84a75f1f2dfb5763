// `people show`: how it stands with a person, in plain lines. Numbers and addresses are masked.
import { leaderList } from '../domain/people/leader-list.ts'
import { type Standing, standingOf } from '../domain/people/helping/standing.ts'
import { findPersonByName } from '../domain/people/people.ts'
import { type Command, Misunderstood, onlyWord } from './command.ts'

export const peopleShow: Command = {
  words: 'people show',
  takes: 'LOGIN',
  says:
    'Shows a person: open or closed and why, what they wait for, their methods with ids, and whom ' +
    'they lead with the PINs that still work.',
  async run(called) {
    const { moment } = await called.moment()
    const login = onlyWord(called, 'The login')
    const person = await findPersonByName(moment, login)
    if (!person) throw new Misunderstood(`Nobody here is called «${login}»`)
    called.say(`${person.firstName} ${person.familyName}, ${person.login}`)
    const line = (title: string, text: string) => called.say(`  ${title.padEnd(14)}${text}`)
    line('id', person.id)
    line('organisation', person.organisation)
    line('groups', person.groups.join(', ') || 'none')
    for (const [title, text] of standingLines(await standingOf(moment, person))) line(title, text)
    for (const led of await leaderList(moment, person.id)) {
      const pin = led.pin ? `, PIN ${led.pin.pin}` : ''
      line('leads', `${led.name}, ${led.login}: ${led.state}, letter ${led.letter}${pin}`)
    }
    return 0
  },
}

const standingLines = (standing: Standing): readonly (readonly [string, string])[] => [
  ['state', `${standing.state}${standing.because ? `: ${standing.because}` : ''}`],
  ...standing.waits.map(
    ({ factor, until }) =>
      ['waits', `${factor}, ${until ? `until ${until.toISOString()}` : 'rests'}`] as const,
  ),
  ['mail', standing.mails.join(', ') || 'none'],
  ['known number', standing.number ?? 'none'],
  ...standing.methods.map(
    ({ id, factor, name, label }) =>
      ['method', [id, factor, name, label].filter(Boolean).join('  ')] as const,
  ),
  ...standing.ended.map(
    ({ id, factor, because, at }) => ['taken away', `${id}  ${factor}  ${because}, ${at}`] as const,
  ),
  ['last sign-in', standing.lastSignInAt ?? 'never'],
]
