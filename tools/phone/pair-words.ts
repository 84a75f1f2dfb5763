// The two words that the phone and the page share, in Bokmål. Must never be read as a proof of
// anything but that two people look at the same thing.
import { pair as lists } from '../../texts/nb/phone/pair.ts'

const wordIn = (list: keyof typeof lists, at: number): string => lists[list].split('|')[at] ?? '?'

export const pairWords = ([colour, animal]: readonly [number, number]): string =>
  `«${wordIn('pair.colours', colour)} ${wordIn('pair.animals', animal)}»`
