// What weakens a configuration, and by which standard. It tells and never forbids: an organisation
// may have its reasons, and then it should know. Must name the paragraph, so that nobody has to
// believe us.
import { contrast } from '../../../lib/color/contrast.ts'
import { secondsOf } from '../../../lib/time/lifetime.ts'
import type { FactorTraits } from '../../facts.ts'
import { worldOf } from './circumstances.ts'
import { asvs, nist, when, type Finding } from './finding.ts'
import type { HouseFile } from '../house-file.ts'
import { endFindings } from './lint-ends.ts'
import { lockHouse, lockOutFindings } from './lint-lock-outs.ts'
import { methodFindings } from './lint-methods.ts'
import { orderFindings } from './lint-order.ts'
import { overlapFindings } from './lint-overlaps.ts'
import { rightFindings } from './lint-rights.ts'
import { ruleFindings } from './lint-rules.ts'
import { samlFindings } from './lint-saml.ts'

/** What is asked of a file: the day it is looked at, and which kinds of proof there are. */
export function lint(
  file: HouseFile,
  today: string,
  factors: readonly FactorTraits[],
): readonly Finding[] {
  const world = worldOf(file, today)
  const house = lockHouse(file, factors)
  return [
    ...passwordFindings(file),
    ...lifeFindings(file),
    ...methodFindings(file),
    ...ruleFindings(file),
    ...orderFindings(world),
    ...overlapFindings(world),
    ...lockOutFindings(house),
    ...rightFindings(file.rights, world, house),
    ...glassFindings(file),
    ...networkFindings(file),
    ...endFindings(file, today),
    ...organisationFindings(file),
    ...applicationFindings(file),
    ...samlFindings(file, today),
  ]
}

function passwordFindings({ passwords, rules }: HouseFile): readonly Finding[] {
  const alone = rules.some(({ need }) => need.proofs === 1 && need.accepts.includes('password'))
  return [
    ...when(
      alone && passwords.minLengthAlone < 15,
      'passwords.minLengthAlone',
      `${passwords.minLengthAlone} characters where the password alone lets in; ask for 15, or ` +
        `for two proofs`,
      `${nist} 3.1.1.2`,
    ),
    ...when(
      passwords.minLength < 8,
      'passwords.minLength',
      `${passwords.minLength} characters; ask for 8 at least beside another proof`,
      `${nist} 3.1.1.2; ${asvs} 6.2.1`,
    ),
    ...when(
      passwords.needsDigit || passwords.needsLetter,
      'passwords',
      'a demand for digits or letters makes passwords easier to guess; a list of common ones does more',
      `${nist} 3.1.1.2; ${asvs} 6.2.5`,
    ),
    ...when(
      !passwords.refusesCommon,
      'passwords.refusesCommon',
      'passwords that many people use, or that have leaked, are let through',
      `${nist} 3.1.1.2; ${asvs} 6.2.4`,
    ),
    ...when(
      passwords.lifeDays !== undefined,
      'passwords.lifeDays',
      'a password that runs out without a reason is replaced by a weaker one',
      `${nist} 3.1.1.2; ${asvs} 6.2.10`,
    ),
  ]
}

const isLonger = (life: string, than: string): boolean =>
  (secondsOf(life) ?? 0) > (secondsOf(than) ?? 0)

const lifeFindings = ({ lives }: HouseFile): readonly Finding[] => [
  ...when(
    isLonger(lives.letter, '24 hours'),
    'lives.letter',
    `the letter lives ${lives.letter}: it must not be enough alone, and a newer one must end it`,
    `${nist} 4.2; ${asvs} 6.4.1`,
  ),
  ...when(
    isLonger(lives.pin, '24 hours'),
    'lives.pin',
    `the PIN lives ${lives.pin}; a day is enough where it is handed over when it is needed`,
    `${nist} 4.2; ${asvs} 6.4.1`,
  ),
  ...when(
    isLonger(lives.idle, '1 hour'),
    'lives.idle',
    `a session at rest lives ${lives.idle}; one hour is what two proofs are asked for again after`,
    `${nist} 2.2.3; ${asvs} 7.3.1`,
  ),
  ...when(
    isLonger(lives.session, '12 hours'),
    'lives.session',
    `a session lives ${lives.session}; a working day is enough`,
    `${nist} 2.2.3; ${asvs} 7.3.2`,
  ),
]

const networkFindings = ({ networks }: HouseFile): readonly Finding[] =>
  networks.flatMap(({ id, owner, reason, expires, ranges }) => {
    const place = `networks «${id}»`
    return [
      ...when(
        !(owner && reason && expires),
        place,
        'a network has an owner, a reason and a day when it is looked at again',
        `${asvs} 8.4.2`,
      ),
      ...when(
        ranges.some((range) => /\/[0-7]$/.test(range)),
        `${place}.ranges`,
        'a range this wide holds strangers',
        `${asvs} 8.4.2`,
      ),
    ]
  })

const organisationFindings = ({ organisations }: HouseFile): readonly Finding[] =>
  organisations.flatMap(({ id, color, support, links, mail, name }) => {
    const place = `organisations «${id}»`
    return [
      ...when(
        Math.max(contrast(color, '#ffffff'), contrast(color, '#000000')) < 4.5 ||
          contrast(color, '#ffffff') < 3,
        `${place}.color`,
        `${color} can hardly be seen on white; another tone of it is drawn instead`,
        'WCAG 2.2 1.4.3, 1.4.11',
      ),
      ...when(
        name.length > 40,
        `${place}.name`,
        'a name of more than 40 signs does not stand on one line of a phone',
        'WCAG 2.2 1.4.10',
      ),
      ...when(!support, `${place}.support`, 'nobody is named who helps', 'WCAG 2.2 3.2.6'),
      ...when(
        !links.privacy,
        `${place}.links.privacy`,
        'people are not told what is kept about them',
        'GDPR article 13',
      ),
      ...when(
        !links.accessibility,
        `${place}.links.accessibility`,
        'the accessibility statement is missing',
        'Forskrift om universell utforming av IKT § 4',
      ),
      ...when(
        !mail.from,
        `${place}.mail.from`,
        'mail goes out in the name of the server',
        'RFC 7489 3.1',
      ),
    ]
  })

const applicationFindings = ({ applications }: HouseFile): readonly Finding[] =>
  applications.flatMap(({ id, everyone, groups, oidc }) => [
    ...when(
      !everyone && groups.length === 0,
      `applications «${id}»`,
      'nobody may use it: it is neither for everyone nor for a group',
      'the configuration itself',
    ),
    ...when(
      oidc?.algorithm === 'RS256',
      `applications «${id}».oidc.algorithm`,
      'RS256 signs with an older padding; ES256 is what we use where the application can',
      'RFC 8725 3.2',
    ),
  ])

const glassFindings = ({ rights, breakGlass }: HouseFile): readonly Finding[] =>
  when(
    rights.some(({ may }) => may === 'administer') && breakGlass.length === 0,
    'breakGlass',
    'no account is sealed for the day that neither telephones nor the network work',
    `${asvs} 6.4.4`,
  )
