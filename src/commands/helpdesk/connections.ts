// `connections preview` and `connections forget`: who somebody from another house would be here, by
// the very code that lets them in, and the way on where a name was given to somebody else there.
// Must never link anybody, or print what was said of them beyond what was asked.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Connection } from '../../domain/configuration/connection-shape.ts'
import { recordEvent } from '../../domain/events/events.ts'
import { inTransaction, type Moment } from '../../domain/moment.ts'
import { findPerson } from '../../domain/people/people.ts'
import { whoArrives, type Arrival, type Nobody } from '../../domain/visits/arriving/arriving.ts'
import { claimsIn, proofIn } from '../../domain/visits/arriving/said.ts'
import { canonicalLogin } from '../../lib/names/canonical-name.ts'
import { forgetKnownName } from '../../store/people.ts'
import { type Called, type Command, Misunderstood, onlyWord, textOption } from '../command.ts'

const claimsShape = z.looseObject({ iss: z.string().optional(), sub: z.string().min(1) })

export const connectionsPreview: Command = {
  words: 'connections preview',
  takes: 'NAME --claims FILE',
  says:
    'Says who somebody would be here, in which groups, and what it counts for. The file is what the ' +
    'other house says of them, as JSON: `sub`, `acr`, and the attributes. Writes nothing.',
  options: { claims: { type: 'string' } },
  async run(called) {
    const id = onlyWord(called, 'The connection')
    const path = textOption(called, 'claims')
    if (path === undefined) throw new Misunderstood('--claims is missing')
    const read = claimsShape.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    if (!read.success) throw new Misunderstood(`${path} has no «sub», or is no object`)
    const { moment } = await called.moment()
    const connection = connectionOf(moment, id)
    const claims = claimsIn(read.data, { ...read.data, iss: read.data.iss ?? connection.issuer })
    const arrival = await whoArrives(moment, connection, claims)
    for (const line of await told(moment, arrival)) called.say(line)
    if (arrival.is === 'nobody') return 1
    const { kinds, level } = proofIn(claims, connection, moment.now)
    const counts = kinds.length > 1 ? 'two proofs' : 'one proof'
    called.say(`It counts as ${counts}${level === undefined ? '' : ` (${level})`}.`)
    return 0
  },
}

function connectionOf({ house }: Moment, id: string): Connection {
  const { connections } = house.configuration()
  const found = connections.find((each) => each.id === id && each.use === 'sign-in')
  if (!found) throw new Misunderstood(`«${id}» is no connection that people sign in by`)
  return found
}

async function told(moment: Moment, arrival: Arrival): Promise<readonly string[]> {
  switch (arrival.is) {
    case 'known': {
      const person = await findPerson(moment, arrival.link.row.person_id)
      return [`Known here by a link: ${person?.login ?? 'somebody who is gone'}.`]
    }
    case 'joins': {
      const opens = arrival.person.state === 'invited' ? ', and the account is opened by it' : ''
      return [`Found by the rule of the connection: ${arrival.person.login}${opens}.`]
    }
    case 'new': {
      const { login, organisation, givenName, familyName, groups, mail } = arrival.newcomer
      return [
        `An account would be made: ${login}, ${givenName} ${familyName}, in ${organisation}.`,
        `Groups: ${groups.length > 0 ? groups.join(', ') : 'none'}.`,
        ...(mail === undefined ? [] : [`Mail: ${mail}.`]),
      ]
    }
    case 'nobody':
      return [`Nobody here: ${because[arrival.because]}.`]
  }
}

const because: Readonly<Record<Nobody, string>> = {
  home: 'the name is at home in a domain that this connection does not vouch for',
  unknown: 'no rule finds anybody, and none makes an account of what was said',
  taken: 'the name is somebody’s here, and no rule says that it is them',
  reused: 'the other house means somebody else by a name that is known here',
  linked: 'whoever is meant has another link of this connection',
}

export const connectionsForget: Command = {
  words: 'connections forget',
  takes: 'NAME USER --reason TEXT',
  says:
    'Forgets whom another house meant by a name, after somebody has looked at who has it now: whoever ' +
    'comes by it next is judged as somebody new. The link of the one before stays theirs.',
  options: { reason: { type: 'string' } },
  async run(called) {
    const [id, user, ...more] = called.words
    const reason = textOption(called, 'reason')?.trim()
    if (id === undefined || user === undefined || more.length > 0)
      throw new Misunderstood('the connection and the name there are needed, and no more')
    if (!reason) throw new Misunderstood('--reason is missing: it is written down')
    const { moment } = await called.moment()
    return forget(called, moment, { id, user, reason })
  },
}

function forget(
  called: Called,
  moment: Moment,
  { id, user, reason }: { readonly id: string; readonly user: string; readonly reason: string },
): Promise<number> {
  const connection = connectionOf(moment, id)
  return inTransaction(moment, async (inside) => {
    const person = await forgetKnownName(inside.db, id, canonicalLogin(user) ?? user)
    if (person === undefined) {
      called.complain(`«${user}» is no name that ${connection.id} has ever sent anybody by.`)
      return 1
    }
    const data = { connection: id, reason }
    await recordEvent(inside, 'arrival.cleared', { person, actor: 'command', data })
    called.say(`«${user}» is nobody’s now: whoever comes by it next is judged as somebody new.`)
    return 0
  })
}
