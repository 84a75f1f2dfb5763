// Who asks, what they may, and the token that what they post must carry.
import { z } from 'zod'
import { mayOf } from '../../domain/people/rights.ts'
import { formToken } from '../here.ts'
import { adminRoute } from './route.ts'

export const me = adminRoute({
  method: 'GET',
  path: '/admin/api/me',
  right: 'help',
  asks: z.strictObject({}),
  does: async (_asked, { here, moment, by }) => ({
    login: by.login,
    name: `${by.firstName} ${by.familyName}`,
    may: mayOf(moment.house.configuration(), by),
    token: formToken(here),
  }),
})
