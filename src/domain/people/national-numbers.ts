// The national number of a person as it is kept: a keyed hash, which says nothing to whoever reads
// the rows. Must never give a number back, or keep one.
import { keyedHash } from '../../lib/digest.ts'
import { readNationalNumber } from '../../lib/names/national-number.ts'
import type { House } from '../moment.ts'

/** In base64; nothing where it can be nobody's number. */
export function nationalHash({ keys }: Pick<House, 'keys'>, written: string): string | undefined {
  const number = readNationalNumber(written)
  return number === undefined
    ? undefined
    : keyedHash(keys.keyFor('identity'), 'national number', number).toString('base64')
}
