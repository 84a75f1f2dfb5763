// What a method is called on a page, and what it is for. Never more of it than its line says: the
// last two digits of a number, and no more.
import { html, type Markup } from '../lib/html.ts'
import type { IcuArguments } from '../lib/written/icu.ts'
import type { Choice, MethodLine, Wizard } from '../shapes/screen.ts'
import { nameIn } from '../shapes/method-names.ts'
import { sayBest } from '../../texts/index.ts'
import { inLanguage, type Drawing } from './drawing.ts'

export type Purpose = 'prove' | 'set-up'

/** Words by a key that is put together; nothing where nobody has written them. */
export function spokenBest(
  { frame }: Drawing,
  key: string,
  values: IcuArguments = {},
): Markup | undefined {
  const found = sayBest(frame.language, key, values)
  return found && inLanguage(frame.language, found.language, found.text)
}

/** The name that the organisation has given it, as it was written. */
export const calledBy = ({ frame }: Drawing, factor: string): string | undefined =>
  nameIn(frame.organisation.methods, factor)

/** As a title: «Kodeapp», or what the organisation calls it. */
export const methodTitle = (
  factor: 'push' | 'totp' | 'passkey' | 'codes',
  drawing: Drawing,
): string => calledBy(drawing, factor) ?? drawing.plain(`factor.${factor}`)

/** Inside a sentence: «kodeappen», or what the organisation calls it. */
export const theMethod = (factor: 'push' | 'totp' | 'token', drawing: Drawing): string =>
  calledBy(drawing, factor) ?? drawing.plain(`wish.${factor}`)

type Called = 'add' | 'use' | 'prefer' | 'code' | 'show' | 'get' | 'sign-in'

/** Words that have its own name in them; nothing where the organisation has given it none. */
export function calledSo(factor: string, key: Called, drawing: Drawing): Markup | undefined {
  const method = calledBy(drawing, factor)
  return method === undefined ? undefined : drawing.say(`called.${key}`, { method })
}

/** The same as plain text, for a title. */
export function calledPlain(factor: string, key: Called, drawing: Drawing): string | undefined {
  const method = calledBy(drawing, factor)
  return method === undefined ? undefined : drawing.plain(`called.${key}`, { method })
}

export const getApp = (drawing: Drawing): Markup =>
  calledSo('push', 'get', drawing) ?? drawing.say('portal.get-app')

/** The same alone, with the end of a number where it is one. */
function calledAlone({ factor, ending }: MethodLine, drawing: Drawing): Markup | undefined {
  const method = calledBy(drawing, factor)
  if (method === undefined) return undefined
  return ending === undefined ? html`${method}` : drawing.say('called.ending', { method, ending })
}

/** What the words of a method may need, and it knows. */
const factsOf = ({ name, ending, left }: MethodLine): IcuArguments => ({
  ...(name !== undefined && { name }),
  ...(ending !== undefined && { ending }),
  ...(left !== undefined && { left }),
})

/** «Enpass på PC-en», «FJORD på iPhone», «Mobil som slutter på 44», «Reservekoder». */
export const methodName = (line: MethodLine, drawing: Drawing): Markup =>
  line.name === undefined
    ? (calledAlone(line, drawing) ??
      spokenBest(drawing, `factor.${line.factor}`, factsOf(line)) ??
      html`${line.factor}`)
    : (namedWithKind(line, drawing) ?? html`${line.name}`)

/** Where what it is stands in the name already: our own app on a phone. */
const namedWithKind = (line: MethodLine, drawing: Drawing): Markup | undefined =>
  spokenBest(drawing, `factor.${line.factor}.named`, {
    ...factsOf(line),
    app: calledBy(drawing, line.factor) ?? drawing.frame.organisation.service,
  })

/** How the words end that promise no notification. */
export const silent = ({ isSilent }: MethodLine): '-silent' | '' =>
  isSilent === true ? '-silent' : ''

/** What it is, where its name does not say so, and what it is used for. */
export function methodUse(line: MethodLine, drawing: Drawing): Markup | undefined {
  const { name: _, ...nameless } = line
  const use = spokenBest(drawing, `factor.${line.factor}.use${silent(line)}`, factsOf(line))
  if (line.name === undefined || namedWithKind(line, drawing)) return use
  const kind = methodName(nameless, drawing)
  return use === undefined ? kind : html`${kind}, ${use}`
}

/** «✓ når du logger inn ✓ som reserve» */
export const methodUses = ({ uses = [] }: MethodLine, { say }: Drawing): Markup | undefined =>
  uses.length === 0
    ? undefined
    : html`<span class="small uses"
        >${uses.map((use) => html`<span>${say(`uses.${use}`)}</span> `)}</span
      >`

/** Where the words of a way begin. */
const way = { prove: 'prove.', 'set-up': 'set-up.' } as const

/** Where the words of this one begin: codes from our own app are not those of any code app. */
const wordsOf = ({ factor, isInOwnApp }: Choice, purpose: Purpose): string =>
  `${way[purpose]}${factor}${isInOwnApp === true ? '.own' : ''}`

/** A way on as a title: «SMS til nummeret som slutter på 44». */
export const choiceName = (choice: Choice, purpose: Purpose, drawing: Drawing): Markup =>
  calledChoice(choice, drawing) ??
  spokenBest(drawing, wordsOf(choice, purpose), {
    ...factsOf(choice),
    ...namesFor(choice, drawing),
  }) ??
  methodName(choice, drawing)

/** By the organisation's name, where its owner has not named it. */
const calledChoice = (choice: Choice, drawing: Drawing): Markup | undefined =>
  choice.name === undefined && choice.isInOwnApp !== true ? calledAlone(choice, drawing) : undefined

/** Codes from our own app are of the app; a passkey says that it is one. */
function namesFor({ factor, isInOwnApp }: Choice, drawing: Drawing): IcuArguments {
  if (isInOwnApp === true) return { app: theMethod('push', drawing) }
  return factor === 'passkey' ? { method: methodTitle('passkey', drawing) } : {}
}

/** The same where several stand in a row: «SMS». */
export function choiceShort(choice: Choice, purpose: Purpose, drawing: Drawing): Markup {
  const { factor, name, isInOwnApp } = choice
  const called = name === undefined || isInOwnApp === true ? {} : { name }
  const { ending: _, ...short } = choice
  return (
    calledChoice(short, drawing) ??
    spokenBest(drawing, wordsOf(choice, purpose), { ...called, ...namesFor(choice, drawing) }) ??
    methodName({ factor, ...called }, drawing)
  )
}

export function choiceUse(choice: Choice, purpose: Purpose, drawing: Drawing): Markup | undefined {
  const key = `${way[purpose]}${choice.factor}.use${silent(choice)}`
  const known = choice.ending === undefined ? undefined : spokenBest(drawing, `${key}-known`)
  return known ?? spokenBest(drawing, key) ?? methodUse(choice, drawing)
}

/** «appen»: a wish of the plan, as it stands inside a sentence. */
export const wishName = ({ wish }: Wizard['plan'][number], drawing: Drawing): string =>
  calledBy(drawing, wish) ??
  sayBest(drawing.frame.language, `wish.${wish}`)?.text ??
  sayBest(drawing.frame.language, `factor.${wish}`)?.text ??
  wish
