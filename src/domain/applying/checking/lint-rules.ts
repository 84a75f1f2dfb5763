// What weakens a rule, and by which standard: too little asked for, too much remembered, a rule
// that nobody answers for. Must never forbid; it names the paragraph.
import type { Rule } from '../../configuration/rule-shape.ts'
import { asvs, nist, when, type Finding } from './finding.ts'
import { recoveryFindings } from './lint-recovery.ts'
import type { HouseFile } from '../house-file.ts'

export const ruleFindings = ({ rules }: HouseFile): readonly Finding[] =>
  rules.flatMap((rule) => {
    const place = `rules «${rule.id}»`
    const { owner, reason, expires } = rule
    return [
      ...needFindings(rule, place),
      ...recoveryFindings(rule, place),
      ...secondFindings(rule, place),
      ...when(
        isException(rule, rules.at(-1)) && !(owner && reason && expires),
        place,
        'an exception has an owner, a reason and a day when it ends',
        `${asvs} 8.1.1`,
      ),
    ]
  })

/** It asks for less than the last rule, or lets less be enough. */
function isException({ need }: Rule, last: Rule | undefined): boolean {
  const usual = last?.need ?? need
  return (
    need.letterAlone ||
    need.sharedFateAllowed ||
    need.firstByOneProof ||
    need.accepts.includes('question') ||
    need.proofs < usual.proofs ||
    (usual.resistsPhishing && !need.resistsPhishing)
  )
}

const needFindings = ({ need }: Rule, place: string): readonly Finding[] => [
  ...when(
    need.letterAlone,
    `${place}.need.letterAlone`,
    'whoever has the letter has the account: one proof is enough to set a first password',
    `${nist} 4.1.2; ${asvs} 6.4.1`,
  ),
  ...when(
    need.proofs === 1,
    `${place}.need.proofs`,
    'one proof lets in: whoever guesses or steals it is inside',
    `${asvs} 6.3.3`,
  ),
  ...when(
    (need.stayDays ?? 0) > 30,
    `${place}.need.stayDays`,
    `a browser stays signed in for ${need.stayDays} days; 30 is the most`,
    `${nist} 2.1.3; ${asvs} 7.3.2`,
  ),
  ...rememberFindings(need, `${place}.need.rememberDays`),
  ...when(
    need.firstByOneProof,
    `${place}.need.firstByOneProof`,
    'whoever has the password sets up the first method, and the account is theirs',
    `${nist} 4.1.2; ${asvs} 6.4.1`,
  ),
  ...when(
    need.sharedFateAllowed,
    `${place}.need.sharedFateAllowed`,
    'two methods that are lost together count as two',
    `${nist} 2.2.1`,
  ),
  ...when(
    need.accepts.includes('push') && need.push.digits < 6,
    `${place}.need.push.digits`,
    `${need.push.digits} digits are typed on the phone: one blind try in ` +
      `${10 ** need.push.digits} is right; six are asked for`,
    `${nist} 3.1.3.2`,
  ),
]

const rememberFindings = (
  { rememberDays, proofs, resistsPhishing }: Rule['need'],
  place: string,
): readonly Finding[] =>
  rememberDays === undefined
    ? []
    : [
        ...when(
          rememberDays > 30,
          place,
          `a browser spares the second proof for ${rememberDays} days: whoever takes the machine ` +
            'needs the password alone; 30 is the most',
          `${nist} 2.2.3; ${asvs} 6.3.3`,
        ),
        ...when(
          resistsPhishing,
          place,
          'it says nothing: a proof that has to resist phishing is never spared',
          'the configuration itself',
        ),
        ...when(
          proofs === 1 && !resistsPhishing,
          place,
          'it says nothing: where one proof is enough there is no second to spare',
          'the configuration itself',
        ),
      ]

const ofPhones = ['sms', 'voice', 'phone']

function secondFindings({ need }: Rule, place: string): readonly Finding[] {
  const seconds = need.accepts.filter((name) => !['password', 'question', 'codes'].includes(name))
  return [
    ...when(
      need.accepts.includes('question'),
      `${place}.need.accepts`,
      'the question counts as a proof: its answer is known to others, and is one more thing that ' +
        'one knows',
      `${nist} 3.1.1.2; ${asvs} 6.4.2`,
    ),
    ...when(
      seconds.length > 0 && seconds.every((name) => ofPhones.includes(name)),
      `${place}.need.accepts`,
      'nothing but a code to a telephone stands beside the password: offer a passkey or a code app ' +
        'as well',
      `${nist} 3.1.3.3; ${asvs} 6.6.1`,
    ),
  ]
}
