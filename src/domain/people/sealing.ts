// An account behind glass is sealed: a password that a machine has made, and a sheet of codes. What
// was sealed before is dead, wherever somebody is in by it they are out, and everybody who holds a
// right is told. Must never be done to an account that the configuration does not name.
import { drawRecoveryCodes, partsOf } from '../../lib/methods/recovery-codes.ts'
import { randomBlock, randomPlainCode, sayPlainCode } from '../../lib/random.ts'
import { removeMethodsOf } from '../../store/methods/methods.ts'
import { holdPerson } from '../../store/people.ts'
import { keepMethod, type Keeps } from '../methods/methods.ts'
import { inTransaction, type Moment } from '../moment.ts'
import { keepNewPassword } from '../passwords/new-password.ts'
import { Refusal } from '../refusal.ts'
import { alarm } from './break-glass.ts'
import { getPerson } from './people.ts'

interface Factors {
  readonly password: Keeps<{ hash: string }>
  readonly codes: Keeps<{ codes: { selector: string; hash: string }[] }>
}

export interface Sealed {
  readonly password: string
  readonly codes: readonly string[]
}

/** A hundred bits, and easier on the eye than anything else that long. */
const passwordSigns = 20

export async function sealAccount(
  moment: Moment,
  { id }: { readonly id: string },
  factors: Factors,
): Promise<Sealed> {
  const person = await getPerson(moment, id)
  if (!moment.house.configuration().breakGlass.includes(person.login))
    throw new Refusal('not-allowed')
  const password = sayPlainCode(randomPlainCode(passwordSigns))
  const codes = drawRecoveryCodes(randomBlock)
  // Before the transaction: nobody waits for a row while slow hashes are made.
  const hash = await hashed(moment, password)
  const kept: { selector: string; hash: string }[] = []
  for (const { selector, rest } of codes.map(partsOf))
    kept.push({ selector, hash: await hashed(moment, rest) })
  await inTransaction(moment, async (inside) => {
    await holdPerson(inside.db, id)
    const { state } = await getPerson(inside, id)
    const because = state === 'invited' ? 'first' : 'ordered'
    await keepNewPassword(inside, factors.password, { person, kept: { hash }, because })
    await removeMethodsOf(inside.db, id, factors.codes.name)
    await keepMethod(inside, factors.codes, {
      person: id,
      kept: { codes: kept },
      because: 'sealed',
    })
    await alarm(inside, person, 'sealed')
  })
  return { password, codes: codes.map(sayPlainCode) }
}

async function hashed({ house }: Moment, secret: string): Promise<string> {
  const hash = await house.passwords.hash(secret)
  if (hash === 'busy') throw new Refusal('unavailable')
  return hash
}
