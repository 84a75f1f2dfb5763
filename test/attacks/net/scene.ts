// The house of the attacks on places: one proof inside, two outside and for one application, and
// somebody who has both; calls that say more of where they come from than the balancer does.
import { request as callOut } from 'node:http'
import { visitor, type Visitor, type Way } from '../../town/visitor.ts'
import { publicAddress } from '../../town/node-order.ts'
import { giveApp, methodsHouse, toSecond } from '../methods.ts'
import type { Person } from '../people.ts'
import type { Rig } from '../rig.ts'

export const inside = '10.20.1.1'
/** In the zone of the doctors, which lies inside as well. */
export const atTheDoctors = '10.20.30.1'

const accepts = ['password', 'totp']
const networks = [
  { id: 'town', ranges: ['10.0.0.0/8', '2001:db8:20::/48'] },
  { id: 'doctors', ranges: ['10.20.30.0/24'] },
]
export const easedInside = { id: 'town', where: ['town'], need: { proofs: 1, accepts } }

export const netHouse = (before: readonly object[] = [easedInside], more: object = {}): object =>
  methodsHouse({ need: { accepts }, before, more: { networks, ...more } })

export async function withApp(rig: Rig, called: string, groups = 'ansatte') {
  const person = await rig.colleague(called, { groups })
  const key = await giveApp(rig, person)
  return { person, key }
}

export type Lies = readonly (readonly [string, string])[]

/** A browser that can be carried elsewhere, and whose requests say more than they should. */
export interface Carried {
  readonly browser: Visitor
  from: string
  lies: Lies
}

export function carried(rig: Rig, from: string, lies: Lies = []): Carried {
  const own: Carried = {
    from,
    lies,
    browser: visitor(rig.origin, (url, init) =>
      rig.call({
        method: init.method,
        target: url.pathname + url.search,
        headers: [...init.headers, ...formType(init.body), ...own.lies],
        body: init.body?.toString(),
        from: own.from,
      }),
    ),
  }
  return own
}

const formType = (body: URLSearchParams | undefined): [string, string][] =>
  body ? [['content-type', 'application/x-www-form-urlencoded']] : []

/** Past the balancer, from an address of this machine that is no proxy of the house. */
export const direct = (rig: Rig, lies: Lies): Visitor => visitor(rig.origin, wayPast(rig, lies))

const wayPast =
  (rig: Rig, lies: Lies): Way =>
  (url, init) =>
    new Promise((resolve, reject) => {
      const body = init.body?.toString()
      const headers = [
        ['host', new URL(publicAddress).host],
        ...init.headers,
        ...formType(init.body),
        ...lies,
        ...(body === undefined ? [] : [['content-length', String(Buffer.byteLength(body))]]),
      ].flat()
      const sent = callOut(
        {
          host: '127.0.0.1',
          localAddress: '127.0.0.2',
          port: rig.nodes.next().port,
          method: init.method,
          path: url.pathname + url.search,
          setHost: false,
          headers,
        },
        (answer) => {
          const parts: Buffer[] = []
          answer.on('data', (part: Buffer) => parts.push(part))
          answer.on('end', () => {
            const told = new Headers()
            for (const [name, values] of Object.entries(answer.headersDistinct))
              for (const value of values ?? []) told.append(name, value)
            resolve(
              new Response(Buffer.concat(parts), { status: answer.statusCode ?? 0, headers: told }),
            )
          })
        },
      )
      sent.on('error', reject)
      sent.end(body)
    })

/** With the password alone: are they in, or asked for more? */
export async function byPassword(
  rig: Rig,
  browser: Visitor,
  person: Person,
): Promise<'in' | 'asked' | 'neither'> {
  const seen = await rig.forgiven(() => toSecond(browser, person))
  if (seen.screen?.['kind'] === 'enter-code') return 'asked'
  return browser.last.text.includes(person.login) ? 'in' : 'neither'
}
