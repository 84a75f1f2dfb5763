// `people show`: how it stands with a person, in plain lines. Numbers and addresses are masked.
import { leaderList } from '../../domain/people/leader-list.ts'
import { type Standing, standingOf } from '../../domain/people/helping/standing.ts'
import { timelineOf } from '../../domain/people/helping/timeline.ts'
import type { PersonFacts } from '../../domain/facts.ts'
import type { Moment } from '../../domain/moment.ts'
import { findPersonByName } from '../../domain/people/people.ts'
import { whereIs } from '../../flows/steps/telling/whereabouts.ts'
import { sayEvent, sayStep } from '../../../texts/event-sentences.ts'
import { type Command, Misunderstood, onlyWord } from '../command.ts'

export const peopleShow: Command = {
  words: 'people show',
  takes: 'LOGIN',
  says:
    'Shows a person: open or closed and why, what they wait for, their methods with ids, and where ' +
    'they stand now, what has happened, and whom they lead with the PINs that still work.',
  async run(called) {
    const { moment } = await called.moment()
    const login = onlyWord(called, 'The login')
    const person = await findPersonByName(moment, login)
    if (!person) throw new Misunderstood(`Nobody here is called «${login}»`)
    called.say(`${person.firstName} ${person.familyName}, ${person.login}`)
    const line = (title: string, text: string) => called.say(`  ${title.padEnd(18)}${text}`)
    line('id', person.id)
    line('organisation', person.organisation)
    line('groups', person.groups.join(', ') || 'none')
    for (const [title, text] of standingLines(await standingOf(moment, person))) line(title, text)
    for (const [title, text] of await nowLines(moment, person)) line(title, text)
    for (const led of await leaderList(moment, person.id)) {
      const pin = led.pin ? `, PIN ${led.pin.pin}` : ''
      line('leads', `${led.name}, ${led.login}: ${led.state}, letter ${led.letter}${pin}`)
    }
    return 0
  },
}

/** Where they stand right now, and what has happened: the newest last, as one reads a log. */
async function nowLines(
  moment: Moment,
  person: PersonFacts,
): Promise<readonly (readonly [string, string])[]> {
  const isAt = await whereIs(moment, person)
  const happened = (await timelineOf(moment, person.id)).slice(0, linesMost)
  return [
    ...(isAt
      ? [
          [
            'is at',
            `${sayStep('en', isAt.step, isAt.factor)}, case ${isAt.caseNumber}, since ${isAt.since}`,
          ] as const,
        ]
      : []),
    ...happened
      .toReversed()
      .map((each) => [each.at.toISOString().slice(0, 16), sayEvent('en', each)] as const),
  ]
}

const linesMost = 40

const standingLines = (standing: Standing): readonly (readonly [string, string])[] => [
  ['state', `${standing.state}${standing.because ? `: ${standing.because}` : ''}`],
  ...standing.waits.map(
    ({ factor, until }) =>
      ['waits', `${factor}, ${until ? `until ${until.toISOString()}` : 'rests'}`] as const,
  ),
  ['mail', standing.mails.join(', ') || 'none'],
  ['known number', standing.number ?? 'none'],
  ...standing.awaited.map(
    ({ id, address, countsFrom }) =>
      ['waits to count', `${id}  ${address}  from ${countsFrom}`] as const,
  ),
  ...standing.methods.map(
    ({ id, factor, name, label }) =>
      ['method', [id, factor, name, label].filter(Boolean).join('  ')] as const,
  ),
  ...standing.ended.map(
    ({ id, factor, because, at }) => ['taken away', `${id}  ${factor}  ${because}, ${at}`] as const,
  ),
  ['last sign-in', standing.lastSignInAt ?? 'never'],
]
