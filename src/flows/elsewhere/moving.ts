// The account goes over to the new phone, and the old one is void, both or neither: in one
// transaction, after the person at the old phone has compared the two and used its lock.
import type { KnownPhone, ReadMessage } from '../../domain/approving/hearing.ts'
import { isLockRight } from '../../domain/approving/locks.ts'
import { isReceiver, movingFrom } from '../../domain/approving/moving.ts'
import { PhoneRefused } from '../../domain/approving/refused.ts'
import { keepRings } from '../../domain/approving/ringing.ts'
import { secondsAfter } from '../../lib/clock.ts'
import { preferMethod } from '../../domain/methods/prefer.ts'
import { newMethodId, setUpMethod, takeAwayMethod } from '../../domain/methods/set-up.ts'
import { inTransaction, type Moment } from '../../domain/moment.ts'
import { getPerson } from '../../domain/people/people.ts'
import { push } from '../../factors/push/push.ts'
import type { LockProof, Said } from '../../shapes/phone-said.ts'
import { giveMove } from '../../store/methods/phone-moves.ts'
import { codesBeside, insertPhone } from '../../store/methods/phones.ts'
import { tellMoved } from '../../store/waiting.ts'
import { keepCodes } from './codes-on-phone.ts'

/** So long the new phone may ask again what it was answered when it came. */
const answeredAgainSeconds = 600

interface Giving {
  readonly message: ReadMessage<Said<'move-give'>>
  readonly lock: LockProof | undefined
}

export async function giveAccount(
  moment: Moment,
  phone: KnownPhone,
  { message, lock }: Giving,
): Promise<void> {
  if (!(await isLockRight(phone, message.text, lock, moment))) throw new PhoneRefused('lock-wrong')
  const { to, sealed } = message.said
  const moving = await movingFrom(moment, phone)
  if (!moving || !isReceiver(moving.told, to)) throw new PhoneRefused('code-over')
  await inTransaction(moment, async (inside) => {
    const { db, now } = inside
    const until = secondsAfter(now, answeredAgainSeconds)
    const receiver = moving.brought.kept.phone
    const given = await giveMove(db, { id: moving.id, to: receiver, sealed, now, until })
    if (!given) throw new PhoneRefused('code-over')
    const person = await getPerson(inside, phone.person)
    const { kept, name, rings } = moving.brought
    const method = newMethodId()
    const because = 'moved'
    const showsCodes = (await codesBeside(db, phone.method)) !== undefined
    await setUpMethod(inside, push, { id: method, person, kept, name, because, isUsed: false })
    const codes = showsCodes ? await keepCodes(inside, { person, name, because }) : undefined
    const of = { person: person.id, method, now }
    await insertPhone(db, {
      ...given,
      id: given.phone,
      ...of,
      ...(codes !== undefined && { codes }),
    })
    if (rings) await keepRings(inside, given.phone, rings)
    if (person.defaultMethod === phone.method)
      await preferMethod(inside, person.id, { id: method, factor: push.name })
    const old = { id: phone.method, factor: push.name }
    if (!(await takeAwayMethod(inside, person, old, because))) throw new PhoneRefused('code-over')
    await tellMoved(db, given.phone)
  })
}
