// What stands around every question about a method, alike for all of them: where one is, why one is
// here the first time, the other ways, putting off, and why one is asked. Never in the way of the
// question itself.
import { html, type Markup } from '../lib/html.ts'
import { sayDate } from '../../texts/dates.ts'
import type { PutOff, PutOffOver } from '../shapes/put-off.ts'
import type { Around, Choice, Wizard } from '../shapes/screen.ts'
import { stepLine, supportOf, type Drawing } from './drawing.ts'
import { expectedWords } from './words/expected-words.ts'
import {
  calledBy,
  choiceName,
  choiceShort,
  methodTitle,
  spokenBest,
  wishName,
  type Purpose,
} from './method-words.ts'
import { handOverWay, lostWay, more, wayButton, waysTo } from './parts.ts'
import { whyAsked, type Asked } from './words/why-words.ts'

/** «Metode 1 av 2: appen», with the plan beside it; the step of a way; or what one is about. */
export function placeLine(
  { wizard, progress, turned }: Around,
  drawing: Drawing,
): Markup | undefined {
  // A lock goes with one proof: there are no steps to count.
  if (turned === 'unlock') return html`<p class="step">${drawing.say('around.unlocking')}</p>`
  if (wizard === undefined || wizard.of < 2) return stepLine(drawing, progress)
  const { at, of, plan } = wizard
  const now = plan.find(({ state }) => state === 'now') ?? plan[at - 1]
  const wish = now === undefined ? '' : wishName(now, drawing)
  return html`<p class="step">${drawing.say('around.method', { at, of, wish })}</p>
    ${
      plan.length > 1 &&
      html`<ol class="plan" aria-label="${drawing.plain('around.plan')}">
        ${plan.map((one) => planned(one, drawing))}
      </ol>`
    }`
}

function planned(one: Wizard['plan'][number], drawing: Drawing): Markup {
  const name = calledBy(drawing, one.wish) ?? capital(wishName(one, drawing))
  if (one.state === 'left') return html`<li>${name}</li>`
  const state = drawing.say(`around.${one.state}`)
  return one.state === 'now'
    ? html`<li aria-current="step">${name} <small>(${state})</small></li>`
    : html`<li class="held">${name}<span class="heard">, ${state}</span></li>`
}

const capital = (words: string): string => words.charAt(0).toLocaleUpperCase('nb') + words.slice(1)

/**
 * Why one is here, how long it takes and where it ends: told once, on the first page of the walk.
 */
export function firstTime({ wizard, turned }: Around, drawing: Drawing): Markup | undefined {
  if (turned) return html`<p class="lead">${drawing.say(`around.${turned}`)}</p>`
  if (wizard?.isFirst !== true || wizard.at > 1) return undefined
  const { of, application, plan } = wizard
  const organisation = drawing.frame.organisation.name
  const there = application === undefined ? {} : { application }
  const needsPhone = plan.some(({ wish }) => /^(?:app|push|phone|sms)$/.test(wish))
  const why =
    of === 1
      ? spokenBest(drawing, 'around.first-one', { organisation, ...there })
      : drawing.say('around.first', { organisation, count: of })
  return html`<p class="lead">
    ${why} ${drawing.say('around.time', { count: of })}
    ${needsPhone && drawing.say('around.phone-ready')}
    ${of > 1 && application !== undefined && drawing.say('around.then', { application })}
  </p>`
}

/** The other ways, putting off and why: last on the page. */
export const below = (
  around: Around & Asked,
  purpose: Purpose,
  drawing: Drawing,
  ...own: readonly (Markup | undefined)[]
): Markup =>
  more(
    whatToExpect(around, drawing),
    ...own,
    around.canHandOver === true
      ? handOverWay(drawing.say('hand-over.offer'), 'ds-link')
      : undefined,
    otherWays(around, purpose, drawing),
    withoutSmartphone(around, drawing),
    putOff(around.putOff, drawing),
    putOffOver(around.putOffOver, drawing),
    purpose === 'prove' ? lostWay(drawing) : undefined,
    whyAsked(around, purpose, drawing),
  )

/** When one will be asked: with the rest that is told once, and never between it and the button. */
const whatToExpect = ({ wizard }: Around, drawing: Drawing): Markup | undefined =>
  wizard?.expects && html`<p>${expectedWords(wizard.expects, drawing)}</p>`

function otherWays({ others }: Around, purpose: Purpose, drawing: Drawing): Markup | undefined {
  if (others === undefined || others.length === 0) return undefined
  const words = drawing.say(purpose === 'prove' ? 'around.other-prove' : 'around.other')
  if (others.length > 3) return wayButton('choose', words)
  const shorts = others.map((choice) => choiceShort(choice, purpose, drawing).text)
  // Two numbers are told apart by their ends.
  const wordsOf = (choice: Choice): Markup => {
    const short = choiceShort(choice, purpose, drawing)
    const isShared = shorts.filter((other) => other === short.text).length > 1
    return isShared ? choiceName(choice, purpose, drawing) : short
  }
  return html`<p class="others">
    <span>${words}:</span>
    ${others.map((choice) => waysTo(choice.choice, wordsOf(choice)))}
  </p>`
}

/** What differs, where both an app that approves and one that shows codes can be had. */
export const otherApp = (
  { others }: Around,
  other: 'push' | 'totp',
  drawing: Drawing,
): Markup | undefined =>
  others?.some(({ factor }) => factor === other)
    ? html`<p class="small">
        ${drawing.say(`around.other-${other}`, { method: methodTitle(other, drawing) })}
      </p>`
    : undefined

/** Never a dead end: another way, or whom to turn to. */
function withoutSmartphone({ noSmartphone }: Around, drawing: Drawing): Markup | undefined {
  if (noSmartphone === 'say') return waysTo('no-smartphone', drawing.say('around.no-smartphone'))
  if (noSmartphone === undefined) return undefined
  const organisation = drawing.frame.organisation.name
  const support = supportOf(drawing)
  return html`<p class="note">
    ${drawing.say('around.no-smartphone-help', { organisation, support })}
  </p>`
}

function putOff(left: PutOff | undefined, drawing: Drawing): Markup | undefined {
  if (left === undefined) return undefined
  const { daysLeft, timesLeft } = left
  if (daysLeft !== undefined)
    return wayButton('put-off', drawing.say('around.put-off-days', { count: daysLeft }))
  return wayButton(
    'put-off',
    timesLeft === undefined
      ? drawing.say('around.put-off')
      : drawing.say('around.put-off-times', { count: timesLeft }),
  )
}

/** Whoever pressed it yesterday looks for it today. */
function putOffOver(over: PutOffOver | undefined, drawing: Drawing): Markup | undefined {
  if (over === undefined) return undefined
  const why =
    over.over === 'times'
      ? drawing.say('around.put-off-used-up')
      : drawing.say('around.put-off-over', { date: sayDate(drawing.frame.language, over.at) })
  return html`<p>${why} ${drawing.say('around.put-off-no-more')}</p>`
}
