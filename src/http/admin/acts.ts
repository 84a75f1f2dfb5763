// What whoever helps can do to an account, an address for each. The act itself asks whether it may
// be done to this person; what is missing is told as a word. Must never answer with a code but to
// whoever has just made it.
import { z } from 'zod'
import type { Moment } from '../../domain/moment.ts'
import {
  forgetBrowsersOf,
  freezePerson,
  passFor,
  removeMethodOf,
  restoreMethodOf,
  sendLetterTo,
  unlockPerson,
} from '../../domain/people/helping/acts.ts'
import type { Helped, Helping } from '../../domain/people/helping/helping.ts'
import { unfreezeByTwo, unfreezePerson } from '../../domain/people/helping/opening.ts'
import { findPersonByName } from '../../domain/people/people.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Listener } from '../../domain/sessions/sessions.ts'
import { sayPlainCode } from '../../lib/random.ts'
import { tellProtocols } from '../here.ts'
import { type Admitted, type AdminRoute, adminRoute } from './route.ts'

const name = z.string().trim().min(1).max(256)
const reason = z.string().trim().max(200).default('')
const method = z.string().regex(/^[\w-]{1,36}$/)
const whole = (max: number) => z.coerce.number().int().min(1).max(max)

type Does = (moment: Moment, helping: Helping, hears: Listener) => Promise<Helped>

/** Whom it is about is typed as at the door. */
export async function helpingBy(
  { moment, by }: Admitted,
  asked: { readonly person: string; readonly reason: string },
): Promise<Helping> {
  const person = await findPersonByName(moment, asked.person)
  if (!person) throw new Refusal('not-found')
  return { person: person.id, by: by.id, reason: asked.reason }
}

export const basic = z.strictObject({ person: name, reason })

const act = (at: string, does: Does): AdminRoute =>
  adminRoute({
    method: 'POST',
    path: `/admin/api/people/${at}`,
    right: 'help',
    asks: basic,
    async does(asked, admitted) {
      const helping = await helpingBy(admitted, asked)
      return does(admitted.moment, helping, tellProtocols(admitted.here.door))
    },
  })

const methodAct = (
  at: string,
  does: (
    moment: Moment,
    helping: Helping & { readonly method: string },
    hears: Listener,
  ) => Promise<Helped>,
): AdminRoute =>
  adminRoute({
    method: 'POST',
    path: `/admin/api/people/${at}`,
    right: 'help',
    asks: basic.extend({ method }),
    async does(asked, admitted) {
      const helping = await helpingBy(admitted, asked)
      const hears = tellProtocols(admitted.here.door)
      return does(admitted.moment, { ...helping, method: asked.method }, hears)
    },
  })

const pass = adminRoute({
  method: 'POST',
  path: '/admin/api/people/pass',
  right: 'help',
  asks: basic.extend({ minutes: whole(1440).optional(), uses: whole(10).optional() }),
  async does({ minutes, uses, ...asked }, admitted) {
    const wanted = {
      ...(minutes !== undefined && { minutes }),
      ...(uses !== undefined && { uses }),
    }
    const { pass: given, ...helped } = await passFor(
      admitted.moment,
      await helpingBy(admitted, asked),
      wanted,
    )
    if (!given) return helped
    const { code, expiresAt } = given
    return {
      ...helped,
      code: sayPlainCode(code),
      expiresAt: expiresAt.toISOString(),
      uses: given.uses,
    }
  },
})

export const acts: readonly AdminRoute[] = [
  act('unlock', unlockPerson),
  act('freeze', freezePerson),
  act('unfreeze', unfreezePerson),
  act('unfreeze-by-two', unfreezeByTwo),
  act('letter', sendLetterTo),
  act('forget-browsers', forgetBrowsersOf),
  methodAct('remove-method', removeMethodOf),
  methodAct('restore-method', restoreMethodOf),
  pass,
]
