// What is said about a configuration: where it stands, what weakens it, and by which standard.

export interface Finding {
  /** Where it stands in the file. */
  readonly place: string
  readonly says: string
  readonly standard: string
}

export const nist = 'NIST SP 800-63B-4'
export const asvs = 'OWASP ASVS 5.0'

/** A finding when something is so. */
export const when = (
  isSo: boolean,
  place: string,
  says: string,
  standard: string,
): readonly Finding[] => (isSo ? [{ place, says, standard }] : [])
