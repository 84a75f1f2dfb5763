// What a sign-in may say about itself. `acr` and `amr` state what was shown and nothing
// else: a place is never a factor, and what only opens the first set-up (letter, PIN) is spent
// there and lifts nothing.
import type { Acr, Kind, Proof } from './facts.ts'

const onlyForTheFirstSetUp: ReadonlySet<string> = new Set(['letter', 'pin'])

export interface Assurance {
  readonly acr: Acr
  readonly amr: readonly string[]
}

export function assuranceOf(proofs: readonly Proof[]): Assurance {
  const lasting = proofs.filter((proof) => !onlyForTheFirstSetUp.has(proof.factor))
  const amr = [...new Set(lasting.flatMap((proof) => proof.amr))]
  if (kindsOf(lasting).size < 2) {
    const hasQuestion = lasting.some(({ factor }) => factor === 'question') && lasting.length > 1
    return { acr: hasQuestion ? 'urn:portvakt:1fa+question' : 'urn:portvakt:1fa', amr }
  }
  const resists = lasting.some((proof) => proof.resistsPhishing)
  return {
    acr: resists ? 'urn:portvakt:phishing-resistant' : 'urn:portvakt:2fa',
    amr: [...amr, 'mfa'],
  }
}

export const kindsOf = (proofs: readonly Proof[]): ReadonlySet<Kind> =>
  new Set(proofs.flatMap((proof) => proof.kinds))

const ladder: readonly Acr[] = [
  'urn:portvakt:1fa',
  'urn:portvakt:1fa+question',
  'urn:portvakt:2fa',
  'urn:portvakt:phishing-resistant',
]

export const isAtLeast = (acr: Acr, wanted: Acr): boolean =>
  ladder.indexOf(acr) >= ladder.indexOf(wanted)
