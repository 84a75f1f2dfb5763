// What is told when something did not go: from the protocol's words to sentences.
import { Trouble } from '../protocol/trouble.ts'
import type { AppKey, Words } from '../words.ts'

const known: Readonly<Record<string, AppKey>> = {
  'unknown-code': 'app.trouble.unknown-code',
  'code-over': 'app.trouble.code-over',
  'code-used': 'app.trouble.code-used',
  'clock-off': 'app.trouble.clock-off',
  'unknown-phone': 'app.trouble.unknown-phone',
  locked: 'app.trouble.unknown-phone',
  'no-key': 'app.trouble.unknown-phone',
  unavailable: 'app.trouble.unavailable',
  offline: 'app.trouble.offline',
  'out-of-step': 'app.trouble.try-again',
}

export function troubleText(words: Words, word: string, at?: number): string {
  if (word === 'too-many') {
    const time = at === undefined ? undefined : words.time(at)
    return time === undefined
      ? words.say('app.trouble.too-many')
      : words.say('app.trouble.too-many.with', { time })
  }
  return words.say(known[word] ?? 'app.trouble.try-again')
}

export const sayTrouble = (words: Words, fault: unknown): string =>
  fault instanceof Trouble
    ? troubleText(words, fault.word, fault.at)
    : words.say('app.trouble.try-again')
