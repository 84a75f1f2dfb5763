// Whoever helps others, or administers: what a place eases is not theirs, and when they are locked
// out themselves somebody must be able to help. Must never say it of rights that nobody was given.
import type { Right } from '../../configuration/configuration-shape.ts'
import type { Rule } from '../../configuration/rule-shape.ts'
import { decide, stricterOf } from '../../policy/deciding.ts'
import type { World } from './circumstances.ts'
import { nist, when, type Finding } from './finding.ts'
import { asksForMore, canBegin, type LockHouse } from './lint-lock-outs.ts'

export const rightFindings = (
  rights: readonly Right[],
  world: World,
  house: LockHouse,
): readonly Finding[] => [
  ...when(
    rights.length > 0 && rights.every(({ may }) => may !== 'administer'),
    'rights',
    'nobody administers: whoever helps others is helped by nobody but the command line',
    `${nist} 4.2`,
  ),
  ...rights.flatMap(({ id, whom }) =>
    whom.flatMap((group) => placeFindings(`rights «${id}»`, group, world, house)),
  ),
]

/** Begun by one proof at a place: for whoever holds a right the place is left out. */
function placeFindings(
  place: string,
  group: string,
  world: World,
  house: LockHouse,
): readonly Finding[] {
  const elsewhere = decide(world, {
    errand: {},
    person: { groups: [group], login: '' },
    at: { date: world.today, weekday: 1, minute: 0 },
  }).rule
  return house.rules
    .filter((rule) => typeof rule.where !== 'string' && rule !== elsewhere && isAbout(rule, group))
    .flatMap((rule) => {
      const asked: Rule = { ...rule, need: stricterOf(rule.need, elsewhere.need) }
      const only = { ...house, rules: [asked, elsewhere] }
      return when(
        rule.need.firstByOneProof && asksForMore(asked) && !canBegin(asked, only),
        place,
        `«${group}» cannot begin by one proof where «${rule.id}» lets others: what a place eases is ` +
          `not for whoever holds a right, so «${elsewhere.id}» decides there too, and whoever has a ` +
          'password and nothing more is stopped',
        'the order of rules',
      )
    })
}

const isAbout = ({ whom }: Rule, group: string): boolean =>
  typeof whom === 'string' || whom.includes(group)
