// What two needs differ in, in the words of the file. Must never weigh them: which of them is right
// is for whoever wrote them.
import type { PolicyNeed } from '../../policy/deciding.ts'

/** Such as «proofs (1, 2)» and «stayDays (30, none)», in the order of the settings. */
export function differencesOf(one: PolicyNeed, other: PolicyNeed): readonly string[] {
  const [ours, theirs] = [told(one), told(other)]
  return Object.keys(ours).flatMap((name) => {
    const [mine, yours] = [ours[name] ?? '', theirs[name] ?? '']
    return mine === yours ? [] : [`${name} (${mine}; ${yours})`]
  })
}

const told = (need: PolicyNeed): Readonly<Record<string, string>> => ({
  proofs: String(need.proofs),
  resistsPhishing: yesOrNo(need.resistsPhishing),
  // The order says what is offered first, and not what counts.
  accepts: need.accepts.toSorted().join(' '),
  methods: listed(need.methods),
  putOff: need.putOff === undefined ? 'none' : toldPutOff(need.putOff),
  freshMinutes: numbered(need.freshMinutes),
  stayDays: numbered(need.stayDays),
  rememberDays: numbered(need.rememberDays),
  letterAlone: yesOrNo(need.letterAlone),
  firstByOneProof: yesOrNo(need.firstByOneProof),
  sharedFateAllowed: yesOrNo(need.sharedFateAllowed),
  'push.digits': numbered(need.push?.digits),
})

const yesOrNo = (is: boolean | undefined): string => (is === true ? 'yes' : 'no')
const numbered = (number: number | undefined): string =>
  number === undefined ? 'none' : String(number)
const listed = (names: readonly string[] = []): string =>
  names.length === 0 ? 'none' : names.join(' ')
const toldPutOff = (putOff: object): string =>
  Object.entries(putOff)
    .map(([name, value]) => `${name} ${value}`)
    .join(' ')
