// What a person and a session are called at one application. A lasting name is worked out of who
// the person is and of nothing that can change, so that it is never another's after a new user
// name; two applications cannot tell that they speak of the same one.
import type { SamlSettings } from '../../domain/configuration/saml-shape.ts'
import type { Moment } from '../../domain/moment.ts'
import { keyedHash } from '../../lib/digest.ts'
import { nameFormats } from '../../lib/saml/names.ts'
import { sayable } from '../../lib/xml/write.ts'

type Purpose = 'saml-name' | 'saml-session' | 'saml-session-name'

const named = ({ house }: Moment, purpose: Purpose, ...of: readonly string[]): string =>
  keyedHash(house.keys.keyFor(purpose), purpose, ...of)
    .subarray(0, 20)
    .toString('hex')

export const pairwiseName = (moment: Moment, entityId: string, person: string): string =>
  named(moment, 'saml-name', entityId, person)

export const sessionIndexFor = (moment: Moment, entityId: string, session: string): string =>
  `_${named(moment, 'saml-session', entityId, session)}`

export interface Called {
  readonly format: string
  readonly value: string
  /** We made it: it says nothing anywhere else. */
  readonly isOurs: boolean
}

export interface ToCall {
  readonly session: string
  readonly person: string
  readonly login: string
  readonly mail: string | null
}

/** Nothing where there is no such name of this person. */
export function nameFor(
  moment: Moment,
  { entityId, nameId }: Pick<SamlSettings, 'entityId' | 'nameId'>,
  { of, asked }: { readonly of: ToCall; readonly asked: string | undefined },
): Called | undefined {
  const kind = asked === nameFormats.transient ? 'transient' : nameId
  switch (kind) {
    case 'persistent': {
      const value = pairwiseName(moment, entityId, of.person)
      return { format: nameFormats.persistent, value, isOurs: true }
    }
    case 'transient': {
      const value = `_${named(moment, 'saml-session-name', entityId, of.session)}`
      return { format: nameFormats.transient, value, isOurs: true }
    }
    case 'mail':
      return of.mail === null
        ? undefined
        : { format: nameFormats.mail, value: sayable(of.mail), isOurs: false }
    case 'login':
      return { format: nameFormats.unspecified, value: sayable(of.login), isOurs: false }
  }
}
