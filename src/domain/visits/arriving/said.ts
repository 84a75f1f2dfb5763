// What another house said of somebody, read: the name, the level, how much it counts for here and
// from when. Must never count for more than the connection says in as many words, nor be newer than
// now.
import { canonicalLogin } from '../../../lib/names/canonical-name.ts'
import { plainLine } from '../../../lib/written/plain-line.ts'
import type { Connection } from '../../configuration/connection-shape.ts'
import type { Proof } from '../../facts.ts'
import type { Claims } from '../../moment.ts'

/** As OpenID Connect says it: `signed` is what was vouched for, and `all` what was said besides. */
export function claimsIn(
  all: Readonly<Record<string, unknown>>,
  signed: { readonly iss: string; readonly sub: string } & Readonly<Record<string, unknown>>,
): Claims {
  const { acr, amr, auth_time: provenAt } = signed
  return {
    issuer: signed.iss,
    subject: signed.sub,
    ...(typeof acr === 'string' && { level: acr }),
    methods: textsIn(amr),
    ...(typeof provenAt === 'number' && { provenAt: new Date(provenAt * 1000) }),
    attributes: Object.fromEntries(
      Object.entries(all).map(([name, value]) => [name, textsIn(value)]),
    ),
  }
}

/** What is no text says nothing: a number that lost its first nought is somebody else's. */
const textsIn = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string')

/** Nothing where it says none, or several. */
export function saidAs({ attributes }: Claims, attribute: string | undefined): string | undefined {
  const values = attribute !== undefined && Object.hasOwn(attributes, attribute)
  const [only, ...others] = (values && attributes[attribute]) || []
  const said = only?.normalize('NFC').trim()
  return others.length === 0 && said !== '' ? said : undefined
}

/** Its own name for them, in the form that names have here. */
export function nameIn(claims: Claims, { attributes }: Connection): string | undefined {
  const said = saidAs(claims, attributes.login)
  return said?.includes('@') === true ? canonicalLogin(said) : undefined
}

export const domainOf = (login: string): string => login.slice(login.lastIndexOf('@') + 1)

/** In its own words: one, unless an attribute holds several. */
const levelsIn = ({ level, attributes }: Claims, { levelFrom }: Connection): readonly string[] =>
  levelFrom !== undefined
    ? Object.hasOwn(attributes, levelFrom)
      ? (attributes[levelFrom] ?? [])
      : []
    : level === undefined
      ? []
      : [level]

/** Said of more than one proof, or of one that no copy can lure: believed where levels are. */
const strongWords: ReadonlySet<string> = new Set(['mfa', 'phr', 'phrh'])
const wordsMost = 10

/** How much it counts for, from when, and by which words of theirs. */
export function proofIn(
  claims: Claims,
  connection: Connection,
  now: Date,
): Pick<Proof, 'kinds' | 'amr' | 'resistsPhishing' | 'at' | 'by' | 'level'> {
  const levels = levelsIn(claims, connection)
  const trusted = levels.find((level) => connection.trusts.includes(level))
  const level = trusted ?? levels[0]
  const words = claims.methods
    .filter((word) => /^[\x21-\x7e]{1,40}$/.test(word))
    .filter((word) => trusted !== undefined || !strongWords.has(word.toLowerCase()))
    .filter((word) => word !== 'mfa')
  const provenAt = claims.provenAt ?? now
  return {
    kinds: trusted === undefined ? ['knows'] : ['knows', 'has'],
    amr: [...new Set(words)].slice(0, wordsMost),
    resistsPhishing: false,
    at: (provenAt < now ? provenAt : now).toISOString(),
    by: connection.id,
    ...(level !== undefined && { level: plainLine(level, 200) }),
  }
}
