// The sentences of a rule about the ways back in: a phone that is lost, a password that is
// forgotten, a leader's word. Must name all that a rule says of them, as rule-sentences.ts does of
// the rest.
import type { Language } from '../src/shapes/language.ts'
import type { ToldNeed, ToldRecovery } from '../src/shapes/told-rule.ts'
import { say } from './index.ts'
import { sayEither, sayList } from './lists.ts'

/** `named`: a kind of proof, as it stands inside a sentence. */
export function wayBack(
  language: Language,
  need: ToldNeed,
  named: (factor: string) => string,
): readonly string[] {
  const { whenLost = [], recover } = need
  const lost = sayEither(language, whenLost.map(named))
  return [
    ...vouching(language, need),
    ...(whenLost.length === 0 ? [] : [say(language, 'rules.when-lost', { kinds: lost })]),
    ...(recover ? forgotten(language, recover, named) : []),
  ]
}

function forgotten(
  language: Language,
  recover: ToldRecovery,
  named: (factor: string) => string,
): readonly string[] {
  const { accepts, asksQuestion, questionCounts, waitMinutes, newNumberHours } = recover
  const others = accepts.filter((factor) => factor !== 'question')
  const ways = [...others, ...(questionCounts ? ['question'] : [])].map(named)
  if (ways.length === 0) return [say(language, 'rules.recover-none')]
  return [
    say(language, 'rules.recover', { kinds: sayList(language, ways) }),
    ...(asksQuestion ? [say(language, 'rules.recover-asks-question')] : []),
    say(language, 'rules.recover-wait', { count: waitMinutes }),
    say(language, 'rules.recover-new-number', { count: newNumberHours }),
  ]
}

/** A leader's word: for whom, and from when. */
function vouching(
  language: Language,
  { whenLost = [], recover, leader }: ToldNeed,
): readonly string[] {
  const when = [
    ...(whenLost.includes('leader') ? [say(language, 'rules.leader-lost')] : []),
    ...(recover?.accepts.includes('leader') === true
      ? [say(language, 'rules.leader-forgotten')]
      : []),
  ]
  if (when.length === 0 || !leader) return []
  const { waitMinutes: count } = leader
  return [say(language, 'rules.leader', { when: sayEither(language, when), count })]
}

export const wayBackWeakenings = (language: Language, { recover }: ToldNeed): readonly string[] =>
  recover?.questionCounts === true ? [say(language, 'rules.recover-question-counts')] : []
