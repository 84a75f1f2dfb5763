// Addresses and numbers that whoever helps adds to somebody: added, seen as long as they wait,
// confirmed by a second one, taken back. Must never answer with an address whole.
import { z } from 'zod'
import {
  addAddressTo,
  awaitedFor,
  confirmAddressOf,
  takeBackAddressOf,
} from '../../domain/people/helping/adding.ts'
import { basic, helpingBy } from './acts.ts'
import { type AdminRoute, adminRoute } from './route.ts'

const address = z.string().trim().min(1).max(254)
const id = z.string().regex(/^[\w-]{1,36}$/)

export const addresses: readonly AdminRoute[] = [
  adminRoute({
    method: 'POST',
    path: '/admin/api/people/add-address',
    right: 'help',
    asks: basic.extend({ address }),
    does: async (asked, admitted) =>
      addAddressTo(admitted.moment, {
        ...(await helpingBy(admitted, asked)),
        address: asked.address,
      }),
  }),
  adminRoute({
    method: 'POST',
    path: '/admin/api/people/awaited-addresses',
    right: 'help',
    asks: z.strictObject({}),
    async does(_asked, { moment, by }) {
      const awaited = await awaitedFor(moment, by)
      return { awaited: awaited.map(({ person, ...each }) => ({ ...each, login: person.login })) }
    },
  }),
  adminRoute({
    method: 'POST',
    path: '/admin/api/people/confirm-address',
    right: 'help',
    asks: basic.extend({ id, address }),
    does: async (asked, admitted) =>
      confirmAddressOf(admitted.moment, {
        ...(await helpingBy(admitted, asked)),
        id: asked.id,
        address: asked.address,
      }),
  }),
  adminRoute({
    method: 'POST',
    path: '/admin/api/people/take-back-address',
    right: 'help',
    asks: basic.extend({ id }),
    does: async (asked, admitted) =>
      takeBackAddressOf(admitted.moment, {
        ...(await helpingBy(admitted, asked)),
        id: asked.id,
      }),
  }),
]
