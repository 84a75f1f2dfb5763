// What weakens the ways to prove who one is, as far as the whole house is set: telephones, code
// apps and the kinds of proof that are accepted at all. Must never forbid; it names the paragraph.
import { identityConnection } from '../../configuration/configuration.ts'
import type { HouseFile } from '../house-file.ts'
import { asvs, nist, when, type Finding } from './finding.ts'

/** More than that to one number in ten minutes wakes people and costs money. */
const perNumberMost = 10
/** More countries than anybody works in: each is one that a stranger can make us pay for. */
const countriesMost = 40

/** «Unrestricted resource consumption»: its own example is of text messages. */
const apiRisk = 'OWASP API4:2023'

export const methodFindings = (file: HouseFile): readonly Finding[] => [
  ...phoneFindings(file),
  ...identityFindings(file),
  ...connectionFindings(file),
  ...when(
    file.codeApps.shortKeys,
    'codeApps.shortKeys',
    'keys of 80 bits; 128 is the least that is asked for, and 160 what is recommended',
    'RFC 4226 R6',
  ),
]

/** A way that a rule names and nobody is ever shown. */
const identityFindings = ({ connections, rules }: HouseFile): readonly Finding[] =>
  rules.flatMap(({ id, need }) =>
    when(
      !identityConnection({ connections }) &&
        [...need.whenLost, ...need.recover.accepts].includes('identity'),
      `rules «${id}».need`,
      '«identity» counts here, and there is no connection that could show it: nobody is offered it',
      'the configuration itself',
    ),
  )

/** What another house may do here by its word alone. */
const connectionFindings = ({ connections, rules, rights }: HouseFile): readonly Finding[] => {
  const holders = new Set(rights.flatMap(({ whom }) => whom))
  const isAccepted = rules.some(({ need }) => need.accepts.includes('elsewhere'))
  const own = connections.filter(({ use }) => use === 'sign-in')
  return [
    ...when(
      isAccepted && own.length === 0,
      'rules',
      '«elsewhere» is accepted, and there is no connection that people sign in by: nobody is offered it',
      'the configuration itself',
    ),
    ...own.flatMap(({ id, trusts, links, makes }) => [
      ...when(
        trusts.length > 0,
        `connections «${id}».trusts`,
        'the second proof is another house’s word: whoever runs that house comes in as any of its people',
        `${asvs} 6.8.4`,
      ),
      ...when(
        links !== undefined && holders.size > 0,
        `connections «${id}».links`,
        'accounts that hold a right are reached by the same rule as all others',
        `${asvs} 6.8.1`,
      ),
      ...when(
        makes?.groups.some(({ group }) => holders.has(group)) === true,
        `connections «${id}».makes`,
        'another house says who holds a right here',
        `${asvs} 8.2.1`,
      ),
    ]),
  ]
}

const phoneFindings = ({ phones, rules }: HouseFile): readonly Finding[] => {
  const isUsed = rules.some(({ need }) =>
    [...need.accepts, ...need.methods].some((name) => /^(?:sms|voice|phone|second)$/.test(name)),
  )
  return [
    ...when(
      phones.voice && phones.voiceReason === undefined,
      'phones.voiceReason',
      'calls are on, and nobody has written why',
      `${asvs} 6.6.1`,
    ),
    ...when(
      phones.voice,
      'phones.voice',
      'a code that is read aloud is heard by whoever stands near, or has the number moved: a way ' +
        'for those who have no other',
      `${nist} 3.1.3.3; ${asvs} 6.6.1`,
    ),
    ...when(
      isUsed && phones.countries.length > countriesMost,
      'phones.countries',
      `codes are sent to ${phones.countries.length} countries: name those that people work in, or ` +
        'strangers have us pay for the others',
      apiRisk,
    ),
    ...when(
      phones.perNumber > perNumberMost,
      'phones.perNumber',
      `${phones.perNumber} messages to one number in ten minutes: whoever is named can be kept ` +
        `awake by strangers; ${perNumberMost} is plenty`,
      apiRisk,
    ),
  ]
}
