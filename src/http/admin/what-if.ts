// «Hva skjer hvis …?» for whoever helps: what the door would do with somebody, as facts. It is
// posted, since each look leaves an Event. Must never tell of somebody whom the asker may not help.
import { z } from 'zod'
import type { Acr } from '../../domain/facts.ts'
import { findPersonByName } from '../../domain/people/people.ts'
import { tellWhatIf } from '../../domain/people/looking-up.ts'
import { mayHelp } from '../../domain/people/rights.ts'
import { Refusal } from '../../domain/refusal.ts'
import { foretell, type Foretold } from '../../flows/foretelling.ts'
import { plainAddress } from '../../lib/ip-range.ts'
import { readWallTime } from '../../lib/time/wall-clock.ts'
import { adminRoute, Unreadable } from './route.ts'

const line = z.string().trim().min(1).max(256)
const levels: readonly Acr[] = [
  'urn:portvakt:1fa',
  'urn:portvakt:2fa',
  'urn:portvakt:phishing-resistant',
]

const read = <Read>(reads: (text: string) => Read | undefined) =>
  line.transform((text, context) => {
    const known = reads(text)
    if (known !== undefined) return known
    context.addIssue('cannot be read')
    return z.NEVER
  })

export const whatIf = adminRoute({
  method: 'POST',
  path: '/admin/api/what-if',
  right: 'help',
  asks: z.strictObject({
    person: line,
    application: line.optional(),
    from: read(plainAddress).optional(),
    at: read(readWallTime).optional(),
    browser: z.enum(['new', 'known']).optional(),
    acr: z.enum(levels).optional(),
  }),
  async does({ person: name, application, from: address, at, browser, acr }, { moment, by }) {
    const person = await findPersonByName(moment, name)
    if (!person) throw new Refusal('not-found')
    if (!mayHelp(moment.house.configuration(), by, person)) throw new Refusal('not-allowed')
    const asked = {
      name: person.login,
      ...(application !== undefined && { application }),
      ...(address !== undefined && { address }),
      ...(browser && { browser }),
      ...(acr && { wants: acr }),
    }
    const then = at ? { ...moment, now: at } : moment
    const foretold = await foretell(asked, then)
    if (foretold === 'nobody') throw new Refusal('not-found')
    if (foretold === 'no-such-application') throw new Unreadable(['application'])
    await tellWhatIf(moment, { ...asked, person: person.id, actor: by.id, at })
    return { at: then.now.toISOString(), ...shown(foretold) }
  },
})

const shown = (foretold: Foretold) => {
  const { person, application, networks, ends, rule, need, passed, reported } = foretold
  return {
    person: {
      login: person.login,
      name: `${person.firstName} ${person.familyName}`,
      state: person.state,
      groups: person.groups,
    },
    ...(application && { application }),
    networks,
    ends,
    rule: rule.id,
    ...(need.tightened && { tightened: need.tightened }),
    needs: {
      proofs: need.proofs,
      resistsPhishing: need.resistsPhishing,
      accepts: need.accepts,
      ...(need.newPassword && { newPassword: need.newPassword }),
      ...(need.staySeconds !== undefined && { staySeconds: need.staySeconds }),
      ...(need.rememberSeconds !== undefined && { rememberSeconds: need.rememberSeconds }),
    },
    passed: passed.map(({ rule: above, miss }) => ({ rule: above.id, miss })),
    ...(reported && { reported: reported.id }),
    shown: foretold.shown,
    steps: foretold.steps,
  }
}
