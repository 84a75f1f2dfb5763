// What weakens the way back for whoever has forgotten the password, and by which standard. Must
// never forbid; it names the paragraph.
import type { Rule } from '../../configuration/rule-shape.ts'
import { asvs, nist, when, type Finding } from './finding.ts'

export function recoveryFindings({ need }: Rule, at: string): readonly Finding[] {
  const isVouched = [...need.whenLost, ...need.recover.accepts].includes('leader')
  const { accepts, questionCounts, waitMinutes, newNumberHours } = need.recover
  const place = `${at}.need.recover`
  const means = new Set(accepts.filter(isMeans).map((name) => (name === 'voice' ? 'sms' : name)))
  // A passkey that has verified its user is two by itself.
  const isTwo = means.size >= 2 || means.has('passkey') || (questionCounts && means.size === 1)
  return [
    ...when(
      isVouched && need.leader.waitMinutes === 0,
      `${at}.need.leader.waitMinutes`,
      "a leader's word counts at once: whoever talks a leader into it is in before the person has " +
        'read that somebody asked',
      `${nist} 4.2`,
    ),
    ...when(
      questionCounts,
      `${place}.questionCounts`,
      'whoever knows the person, and has one more thing of theirs, sets a new password',
      `${asvs} 6.4.2`,
    ),
    ...when(
      waitMinutes === 0 && means.has('sms'),
      `${place}.waitMinutes`,
      'whoever has taken over a number, and reads a mail, has the account at once',
      `${nist} 4.2`,
    ),
    ...when(
      newNumberHours === 0 && means.has('sms'),
      `${place}.newNumberHours`,
      'a number that was set up a moment ago gives a new password: an open session is enough to ' +
        'take the account for good',
      `${nist} 4.2`,
    ),
    ...when(
      accepts.length > 0 && !isTwo,
      `${place}.accepts`,
      'nobody can show two of these by different means: only the helpdesk brings anybody back',
      `${nist} 4.2.2`,
    ),
  ]
}

const isMeans = (name: string): boolean => name !== 'question'
