// How often may one try, of each thing that can be guessed? The odds are worked out from these
// numbers by a test. Must never be looser than the odds that SECURITY.md promises.
import type { Count } from '../../store/throttles.ts'

type Limit = Omit<Count, 'key'>

export const month = 30 * 86_400
const fiveMinutes = 300

const inARow = (restAt: number, totalMax: number): Limit => ({
  free: 4,
  stepSeconds: 10,
  capSeconds: 900,
  restAt,
  totalMax,
  windowSeconds: month,
})

/**
 * A password may be wrong a hundred times in a row, and three hundred times in thirty days whatever
 * comes between.
 */
const usual = inARow(100, 300)
const limits = {
  usual,
  // Six digits: fifty tries in a window of thirty days, so no more than a hundred in any thirty
  // days at all. They give one chance in ten thousand, and three where the steps beside this one
  // count.
  digits: inARow(100, 50),
  // Eighty bits that nobody types often: ten in an hour.
  codes: { ...inARow(100, 300), stepSeconds: 150 },
  // Six digits: ten tries give one chance in a hundred thousand, and new ones do not give new tries
  // without end.
  pin: inARow(10, 50),
  // What people answer is guessed by whoever knows them, and by many others: as few as bearable,
  // and no more than fifty in any thirty days.
  question: inARow(10, 25),
  // Forty bits: three hundred in thirty days are few enough, and no stranger shuts one for good.
  'start-code': { ...usual, restAt: null },
} as const satisfies Readonly<Record<string, Limit>>
export type LimitName = keyof typeof limits

/** What is guessed at: by its purpose where nothing else is said of how much it bears. */
export interface Guessed {
  readonly purpose: string
  readonly bears?: LimitName
}

export const limitOf = ({ purpose, bears }: Guessed): Limit =>
  limits[bears ?? (isLimit(purpose) ? purpose : 'usual')]

const isLimit = (name: string): name is LimitName => Object.hasOwn(limits, name)

/** What a test works the odds out from. */
export const triesOf = (
  bears: LimitName,
): { readonly inARow: number; readonly inAMonth: number } => ({
  inARow: limits[bears].restAt ?? limits[bears].totalMax,
  // A window begins with its first try: any thirty days hold parts of two of them at most.
  inAMonth: 2 * limits[bears].totalMax,
})

const perWindow = (totalMax: number): Limit => ({
  free: 0,
  stepSeconds: null,
  capSeconds: 0,
  restAt: null,
  totalMax,
  windowSeconds: fiveMinutes,
})

// Generous: a whole town hall may stand behind one address, and right answers are taken off again.
export const addressLimit = perWindow(200)
export const shareLimit = perWindow(60)
export const houseLimit = perWindow(5000)
export const secretLimit = perWindow(20)
