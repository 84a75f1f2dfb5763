// What a gateway tells us afterwards. It is believed only at the secret address that we gave, and
// with the gateway's signature where it signs; and then only that it is one of three states
// (ATK-OTP-19). Nothing else of what it writes goes further.
import { isSameText } from '../../lib/digest.ts'
import { plainLine } from '../../lib/written/plain-line.ts'
import type { Connected, Description } from './connector.ts'
import type { Gateway, Incoming, Refusal, Report } from './gateway.ts'
import { readFields, readJson, valueAt } from './reading.ts'
import { speeches } from './speech.ts'

export interface ReportForm {
  /** `fields`: in the query or a form. The places below are names, or paths in the JSON. */
  readonly in: 'fields' | 'json'
  /** Where our own id comes back, and the gateway's reference. One is enough. */
  readonly id?: string
  readonly reference?: string
  readonly state: string
  /** What may stand there. Anything else is no news. */
  readonly sent?: readonly string[]
  readonly delivered: readonly string[]
  readonly failed: readonly string[]
  /** Where the cause stands, if not in the state, and what its words mean. */
  readonly cause?: string
  readonly why?: Readonly<Record<string, Refusal>>
  readonly at?: string
  /** Twilio signs everything that it sends with the secret. */
  readonly signed?: 'twilio'
}

export function openReports(
  { reports, speech }: Description,
  connected: Connected,
): Pick<Gateway, 'readReport' | 'hear'> {
  const ours = new URL(connected.reportAddress)
  const isTheirs = (incoming: Incoming): boolean =>
    reports?.signed !== 'twilio' || isSigned(incoming, ours.origin, connected)
  return {
    ...(reports && {
      readReport(incoming: Incoming) {
        const isAddress = isSameText(incoming.path.split('?')[0] ?? '', ours.pathname)
        return isAddress && isTheirs(incoming) ? readReports(reports, incoming) : undefined
      },
    }),
    ...(speech && {
      hear: (incoming: Incoming) =>
        isTheirs(incoming) ? speeches[speech].hear(incoming) : undefined,
    }),
  }
}

function readReports(form: ReportForm, incoming: Incoming): readonly Report[] | undefined {
  const fields = readFields(incoming)
  const heard = form.in === 'json' ? readJson(incoming.body) : undefined
  if (form.in === 'json' && (typeof heard !== 'object' || heard === null)) return undefined
  const read = (place: string | undefined): string | undefined => {
    if (place === undefined) return undefined
    const found = form.in === 'json' ? valueAt(heard, place) : fields.get(place)
    return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean'
      ? String(found)
      : undefined
  }
  const written = read(form.state) ?? ''
  const state = (['delivered', 'failed', 'sent'] as const).find((each) =>
    form[each]?.includes(written),
  )
  const id = read(form.id)
  const reference = read(form.reference)
  if (!state || (!id && !reference)) return []
  const cause = read(form.cause) ?? written
  // Not what every object has: `constructor` is no cause.
  const why = form.why && Object.hasOwn(form.why, cause) ? form.why[cause] : undefined
  const at = momentOf(read(form.at))
  return [
    {
      ...(id && /^[\w-]{1,36}$/.test(id) && { id }),
      ...(reference && { reference: plainLine(reference, 100) }),
      state,
      ...(state === 'failed' && why && { why }),
      ...(at && { at }),
    },
  ]
}

/** RFC 3339 and nothing looser: a time without a zone is nobody's. */
function momentOf(text: string | undefined): Date | undefined {
  if (!text || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(text))
    return undefined
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? undefined : at
}

/** The whole address, and every field of the form in the order of its name (X-Twilio-Signature). */
function isSigned(incoming: Incoming, origin: string, { values, hmacSha1 }: Connected): boolean {
  const signed = `${origin}${incoming.path}${[...new URLSearchParams(incoming.body)]
    .toSorted(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
    .flat()
    .join('')}`
  const signature = incoming.headers['x-twilio-signature'] ?? ''
  return isSameText(signature, hmacSha1(values['secret'] ?? '', signed))
}
