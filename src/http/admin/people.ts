// Somebody is looked for, and shown as they stand: what they wait for, where they are right now,
// what has happened in words, and what they would meet. Both leave an Event. Must never tell of
// somebody whom the asker may not help.
import { z } from 'zod'
import { lookFor } from '../../domain/people/helping/finding.ts'
import { standingOf } from '../../domain/people/helping/standing.ts'
import { type Happened, lastRefusal, timelineOf } from '../../domain/people/helping/timeline.ts'
import { tellLook } from '../../domain/people/looking-up.ts'
import type { PersonFacts } from '../../domain/facts.ts'
import { findPersonByName } from '../../domain/people/people.ts'
import { mayHelp } from '../../domain/people/rights.ts'
import { Refusal } from '../../domain/refusal.ts'
import { foretell } from '../../flows/foretelling.ts'
import { whereIs } from '../../flows/steps/telling/whereabouts.ts'
import { type Language, languages } from '../../shapes/language.ts'
import { sayEvent, sayStep } from '../../../texts/event-sentences.ts'
import { adminRoute } from './route.ts'

const line = z.string().trim().min(1).max(256)

export const find = adminRoute({
  method: 'POST',
  path: '/admin/api/people/find',
  right: 'help',
  asks: z.strictObject({ words: z.string().trim().min(2).max(100) }),
  async does({ words }, { moment, by }) {
    const { people, isMore, isNear } = await lookFor(moment, by, words)
    return { people: people.map(shownPerson), isMore, isNear }
  },
})

const shownPerson = ({ login, firstName, familyName, state, groups }: PersonFacts) => ({
  login,
  name: `${firstName} ${familyName}`,
  state,
  groups,
})

export const show = adminRoute({
  method: 'POST',
  path: '/admin/api/people/show',
  right: 'help',
  asks: z.strictObject({ person: line, language: z.enum(languages).optional() }),
  async does({ person: name, language: asked }, { moment, by }) {
    const person = await findPersonByName(moment, name)
    if (!person) throw new Refusal('not-found')
    if (!mayHelp(moment.house.configuration(), by, person)) throw new Refusal('not-allowed')
    await tellLook(moment, person.id, by.id)
    const language = asked ?? moment.language
    const happened = await timelineOf(moment, person.id)
    const refused = lastRefusal(happened)
    const foretold = await foretell({ name: person.login }, moment)
    const isAt = await whereIs(moment, person)
    return {
      person: shownPerson(person),
      ...(await standingOf(moment, person, by.id)),
      ...(isAt && { isAt: { ...isAt, says: sayStep(language, isAt.step, isAt.factor) } }),
      ...(refused && { lastRefusal: told(language, refused) }),
      ...(typeof foretold === 'object' && {
        wouldMeet: { ends: foretold.ends, steps: foretold.steps, rule: foretold.rule.id },
      }),
      timeline: happened.map((each) => told(language, each)),
    }
  },
})

const told = (language: Language, happened: Happened) => ({
  at: happened.at.toISOString(),
  says: sayEvent(language, happened),
  ...(happened.caseNumber && { caseNumber: happened.caseNumber }),
})
