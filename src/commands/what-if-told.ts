// What the door would do, in words: the decision, the rule it rests on, the rules above it, and
// what the person would be asked. Must say nothing that was not foretold.
import type { Configuration } from '../domain/configuration/configuration.ts'
import type { Rule } from '../domain/configuration/rule-shape.ts'
import type { Moment } from '../domain/moment.ts'
import { nameIn, tellRule } from '../domain/policy/told-rule.ts'
import type { Foretold, ForetoldStep, WhatIf } from '../flows/foretelling.ts'
import type { Language } from '../shapes/language.ts'
import { sayDate, sayTime } from '../../texts/dates.ts'
import { say, sayBest } from '../../texts/index.ts'
import { sayList } from '../../texts/lists.ts'
import { sayRule } from '../../texts/rule-sentences.ts'

interface About {
  readonly asked: WhatIf
  readonly moment: Moment
}

export function sayForetold(
  language: Language,
  foretold: Foretold,
  { asked, moment }: About,
): readonly string[] {
  const configuration = moment.house.configuration()
  const { steps, passed, reported, need } = foretold
  return [
    askedLine(language, foretold, { asked, moment }),
    '',
    ...outcome(language, foretold),
    because(language, 'what-if.because', foretold.rule, configuration),
    ...(need.tightened ? [say(language, `what-if.tightened.${need.tightened}`)] : []),
    ...(passed.length > 0 ? [say(language, 'what-if.passed')] : []),
    ...passed.map(
      ({ rule, miss }, at) => `  ${at + 1}. ${rule.id}: ${say(language, `what-if.miss.${miss}`)}`,
    ),
    ...(reported ? [because(language, 'what-if.reported', reported, configuration)] : []),
    '',
    say(language, 'what-if.steps', { count: steps.length }),
    ...steps.map((step, at) => `  ${at + 1}. ${stepLine(language, step)} (${step.screen})`),
  ]
}

function askedLine(language: Language, foretold: Foretold, { asked, moment }: About): string {
  const { person, application } = foretold
  return say(language, 'what-if.asked', {
    name: `${person.firstName} ${person.familyName}`,
    login: person.login,
    destination: application
      ? say(language, 'what-if.to', { application: application.name })
      : say(language, 'what-if.to-start'),
    place: placeOf(language, foretold, { asked, moment }),
    time: `${sayDate(language, moment.now)} ${sayTime(language, moment.now)}`,
    browser: say(language, `what-if.browser.${asked.browser ?? 'new'}`),
  })
}

function placeOf(
  language: Language,
  { networks }: Foretold,
  { asked: { address }, moment }: About,
): string {
  if (address === undefined) return say(language, 'what-if.from-nowhere')
  if (networks.length === 0) return say(language, 'what-if.from-outside', { address })
  const known = moment.house.configuration().networks
  const names = networks.map((network) => nameIn(known, network))
  return say(language, 'what-if.from', { address, networks: sayList(language, names) })
}

function outcome(language: Language, foretold: Foretold): readonly string[] {
  const { ends, shown, steps, application } = foretold
  const setUp = steps.filter(({ step }) => step === 'enrol')
  const mayPutOff = setUp.filter((step) => step.mayPutOff !== undefined)
  const kinds = sayList(
    language,
    shown.map((factor) => kindIn(language, factor)),
  )
  return [
    ends.is === 'comes-in'
      ? say(language, 'what-if.comes-in', { count: shown.length, kinds })
      : stopped(language, foretold, ends.because),
    ...(setUp.length > 0
      ? [say(language, 'what-if.sets-up', { kinds: wishesIn(language, setUp) })]
      : []),
    ...(mayPutOff.length > 0
      ? [say(language, 'what-if.may-put-off', { kinds: wishesIn(language, mayPutOff) })]
      : []),
    ...(steps.some(({ step }) => step === 'renew') ? [say(language, 'what-if.renews')] : []),
    ...(ends.is === 'comes-in' && application
      ? [say(language, 'what-if.level', { level: ends.acr })]
      : []),
  ]
}

function stopped(
  language: Language,
  { person, application, steps }: Foretold,
  because: string,
): string {
  if (because === 'no-such-method' && person.state === 'invited')
    return say(language, 'what-if.stopped.invited')
  if (because === 'no-such-method')
    return say(language, 'what-if.stopped.no-such-method', {
      kind: kindIn(language, steps.at(-1)?.factor ?? ''),
    })
  if (because === 'account-not-open')
    return say(language, 'what-if.stopped.account-not-open', {
      state: say(language, `what-if.state.${person.state}`),
    })
  if (because === 'application-not-yours')
    return say(language, 'what-if.stopped.application-not-yours', {
      application: application?.name ?? '',
    })
  return say(language, 'what-if.stopped.not-enough-proven')
}

/** The sentence of a rule stands with its short name: by that it is found in the file. */
const because = (
  language: Language,
  key: 'what-if.because' | 'what-if.reported',
  rule: Rule,
  configuration: Configuration,
): string => {
  const [sentence = ''] = sayRule(language, tellRule(configuration, rule))
  return say(language, key, { rule: rule.id, sentence })
}

const kindIn = (language: Language, kind: string): string =>
  sayBest(language, `kind.${kind}`)?.text ?? kind

const wishesIn = (language: Language, steps: readonly ForetoldStep[]): string =>
  sayList(
    language,
    steps.map(({ wish, factor }) => kindIn(language, factor ?? wish ?? '')),
  )

function stepLine(language: Language, { step, factor }: ForetoldStep): string {
  const kind = kindIn(language, factor ?? '')
  switch (step) {
    case 'identify':
      return say(language, 'what-if.step.identify')
    case 'prove':
      return say(language, 'what-if.step.prove', { kind })
    case 'enrol':
      return factor === undefined
        ? say(language, 'what-if.step.enrol-any')
        : say(language, 'what-if.step.enrol', { kind })
    case 'renew':
      return say(language, 'what-if.step.renew')
    default:
      return say(language, 'what-if.step.summary')
  }
}
