// A visit that nobody has opened: read as the door would read it, and led on by what each step says
// an ordinary answer teaches. So «Hva skjer hvis …?» has the very facts of a real one. Must never
// write anything, or give what is only imagined anything to be judged by.
import type { MethodRow } from '../../store/methods/methods.ts'
import { readImagined, type PersonInVisit, type VisitWithFacts } from '../../store/visits.ts'
import type { Errand, Facts, Learned, Proof } from '../facts.ts'
import { openKept } from '../methods/methods.ts'
import type { Moment } from '../moment.ts'
import { loginsFor } from '../people/logins.ts'
import type { Visit } from './visits.ts'

interface ToImagine {
  /** As it would be typed. */
  readonly name: string
  readonly errand: Errand
  /** This browser has let this person in before. */
  readonly isFamiliar: boolean
}

export interface ImaginedVisit {
  readonly visit: Visit
  /** What typing the name teaches. */
  readonly named: Pick<Learned, 'named' | 'logins'>
}

/** Undefined where the name belongs to nobody. */
export async function imagineVisit(
  moment: Moment,
  { name, errand, isFamiliar }: ToImagine,
): Promise<ImaginedVisit | undefined> {
  const { house, db, now } = moment
  const named = { named: name, logins: loginsFor(house.configuration(), name) }
  const flow = 'sign-in'
  const learned = { ...named, proofs: [] }
  const row = await readImagined(db, { flow, errand, learned, epoch: house.epoch(), now })
  if (!row?.person) return undefined
  const visit: Visit = {
    ref: row.ref,
    flow,
    errand,
    learned: { proofs: [] },
    version: row.version,
    caseNumber: row.case_number,
    expiresAt: row.expires_at,
    row: { ...row, familiar: isFamiliar },
  }
  return { visit, named }
}

/** The visit after an answer that taught this, as it would be read again. */
export function afterAnswer(
  visit: Visit,
  facts: Facts,
  taught: Partial<Facts>,
  moment: Moment,
): Visit {
  const { person, methods, proofs, wishes: _anew, counting: _too, ...learned } = taught
  const { proofs: before } = visit.learned
  const shown = (proofs ?? before).slice(before.length).map((proof) => provenAt(proof, moment))
  const added = (methods ?? []).filter(({ id }) => !facts.methods.some((each) => each.id === id))
  // What is set up anew, since it was used up, takes what the old ones have shown with it.
  const isAnew = ({ factor }: Proof): boolean =>
    usedUp(moment).some(({ name }) => name === factor) &&
    added.some((method) => method.factor === factor)
  const stands = before.filter((proof) => !isAnew(proof))
  const row: VisitWithFacts = {
    ...visit.row,
    person: visit.row.person && inState(visit.row.person, person?.state),
    methods: withAdded(withoutUsed(visit.row.methods ?? [], shown, moment), added, moment),
  }
  return { ...visit, row, learned: { ...visit.learned, ...learned, proofs: [...stands, ...shown] } }
}

/** Of a method that was only set up in a walk that is imagined. */
export const isImagined = (method: string): boolean => method.startsWith('imagined-')

const provenAt = (proof: Proof, { now }: Moment): Proof => ({ ...proof, at: now.toISOString() })

const inState = (row: PersonInVisit, state: string | undefined): PersonInVisit =>
  state === undefined ? row : { ...row, state }

/** Those that are used up one by one. */
const usedUp = ({ house }: Moment) =>
  house.factors.flatMap(({ name, kept, left }) => (kept && left ? [{ name, kept, left }] : []))

/** The last one of what is used up one by one is gone with its use. */
function withoutUsed(
  rows: readonly MethodRow[],
  shown: readonly Proof[],
  moment: Moment,
): readonly MethodRow[] {
  const factors = usedUp(moment).filter(({ name }) => shown.some(({ factor }) => factor === name))
  return rows.filter((row) => {
    const factor = factors.find(({ name }) => name === row.factor)
    if (!factor || row.kept === '') return true
    const { id, kept: sealed } = row
    return factor.left(openKept(moment.house, factor, { id, sealed })) > 1
  })
}

/** A new password takes the place of the one before; whatever else is added stands beside. */
const withAdded = (
  rows: readonly MethodRow[],
  added: Facts['methods'],
  { now }: Moment,
): MethodRow[] => [
  ...rows.filter(
    ({ factor }) => factor !== 'password' || !added.some((each) => each.factor === factor),
  ),
  ...added.map(({ id, factor, label }) => ({
    id,
    factor,
    name: null,
    kept: '',
    version: 1,
    label: label ?? null,
    fate: null,
    created_at: now.toISOString(),
    used_at: null,
  })),
]
