// The contract of the addresses under /admin/api: each says which right it needs, what shape it is
// asked in and what it does. One that declares no right cannot be written.
import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { PersonFacts } from '../../domain/facts.ts'
import type { Moment } from '../../domain/moment.ts'
import type { May } from '../../domain/people/rights.ts'
import type { Here } from '../here.ts'

/** Whoever has been admitted: signed in, with the right, and two proofs a moment ago. */
export interface Admitted {
  readonly here: Here
  readonly moment: Moment
  readonly by: PersonFacts
}

export interface AdminRoute {
  /** What is only looked at and leaves nothing behind is a GET. */
  readonly method: 'GET' | 'POST'
  readonly path: `/admin/api/${string}`
  readonly right: May
  /** Reads what was asked by the route's own shape, and answers with what JSON can hold. */
  answer(written: unknown, admitted: Admitted): Promise<object>
}

interface Described<Asked> extends Pick<AdminRoute, 'method' | 'path' | 'right'> {
  readonly asks: z.ZodType<Asked>
  does(asked: Asked, admitted: Admitted): Promise<object>
}

/** Which fields could not be read: told by their names, never by what stood in them. */
export class Unreadable extends Error {
  readonly fields: readonly string[]
  constructor(fields: readonly string[]) {
    super('what was asked could not be read')
    this.fields = fields
  }
}

export const adminRoute = <Asked>({ asks, does, ...route }: Described<Asked>): AdminRoute => ({
  ...route,
  answer(written, admitted) {
    const asked = asks.safeParse(written)
    if (!asked.success)
      throw new Unreadable([...new Set(asked.error.issues.map(({ path }) => path.join('.')))])
    return does(asked.data, admitted)
  },
})

/** A GET is asked in its address, a POST in its body; the form's token is no part of either. */
export function writtenIn({ method, query, body }: FastifyRequest): {
  readonly written: unknown
  readonly token: string
} {
  const fields: unknown = method === 'GET' ? query : body
  if (typeof fields !== 'object' || fields === null) return { written: {}, token: '' }
  const { token, ...written } = { token: '', ...fields }
  return { written, token: typeof token === 'string' ? token : '' }
}
