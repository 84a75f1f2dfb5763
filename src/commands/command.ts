// The contract of a command: its words, what it takes, what it does. A command says clearly what it
// did and ends with 0; what could not be done ends with 1, and what was not understood with 2.
import type { ParseArgsOptionsConfig } from 'node:util'
import type { Moment } from '../domain/moment.ts'
import type { Settings } from '../settings.ts'
import { isLanguage, type Language } from '../shapes/language.ts'

/** Where sentences go: standard output, or the error stream for what went wrong. */
export interface Teller {
  say(line: string): void
  complain(line: string): void
}

export interface Called extends Teller {
  /** What stood after the command's own words. */
  readonly words: readonly string[]
  readonly options: Readonly<Record<string, string | boolean | undefined>>
  /** Opens the house when it is needed; it is closed when the command has ended. */
  moment(): Promise<{ moment: Moment; settings: Settings }>
}

export interface Command {
  readonly words: string
  /** What follows the words, as the help shows it. */
  readonly takes: string
  readonly says: string
  readonly options?: ParseArgsOptionsConfig
  run(called: Called): Promise<number>
}

/** Not understood: told together with what the command takes. */
export class Misunderstood extends Error {}

export function onlyWord(called: Called, what: string): string {
  const [word, ...more] = called.words
  if (word === undefined || more.length > 0)
    throw new Misunderstood(`${what} is missing, or there is too much`)
  return word
}

export const textOption = (called: Called, name: string): string | undefined => {
  const value = called.options[name]
  return typeof value === 'string' ? value : undefined
}

export function languageOption(called: Called, otherwise: Language): Language {
  const tag = textOption(called, 'language') ?? otherwise
  if (!isLanguage(tag))
    throw new Misunderstood(`«${tag}» is no language of the house: nb, nn, se or en`)
  return tag
}
