// `rules`: the rules as sentences, made from what decides. Must never say more or less than they
// do, and never show a rule apart from its place among the others.
import { tellRule, type Names } from '../domain/policy/told-rule.ts'
import type { Rule } from '../domain/configuration/rule-shape.ts'
import { sayRule } from '../../texts/rule-sentences.ts'
import { type Called, type Command, languageOption, Misunderstood, textOption } from './command.ts'
import { readHouseAt } from './configuration.ts'

export const rules: Command = {
  words: 'rules',
  takes: '[--file FILE] [--language nb]',
  says:
    'Tells each rule in force in words, in the order they are asked. --file tells those of a ' +
    'file that is not in force.',
  options: { file: { type: 'string' }, language: { type: 'string' } },
  async run(called) {
    if (called.words.length > 0) throw new Misunderstood(`«${called.words[0]}» is too much`)
    const language = languageOption(called, 'nb')
    const house = await houseMeant(called)
    if (!house) return 1
    called.say(
      'The first rule that fits decides. Whoever is excepted is asked by the ones below it.',
    )
    house.rules.forEach((rule, at) => {
      called.say(`${at + 1}. ${rule.id}`)
      for (const sentence of sayRule(language, tellRule(house, rule))) called.say(`   ${sentence}`)
    })
    return 0
  },
}

async function houseMeant(
  called: Called,
): Promise<(Names & { readonly rules: readonly Rule[] }) | undefined> {
  const path = textOption(called, 'file')
  if (path !== undefined) return readHouseAt(called, path)
  const { moment } = await called.moment()
  return moment.house.configuration()
}
