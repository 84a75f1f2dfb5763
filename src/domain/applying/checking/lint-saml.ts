// What weakens a SAML application, and which of its certificates runs out. On that day its requests
// are refused, so it is told 60, 30, 7 and 1 days before. Must never call an end a fault.
import { readPartnerKey } from '../../../lib/saml/partner-keys.ts'
import type { HouseFile } from '../house-file.ts'
import { asvs, when, type Finding } from './finding.ts'

const saml = 'SAML 2.0 security considerations'

export const samlFindings = (
  { applications }: Pick<HouseFile, 'applications'>,
  today: string,
): readonly Finding[] =>
  applications.flatMap(({ id, saml: settings }) => {
    if (!settings) return []
    const place = `applications «${id}».saml`
    const { nameId, signOut, certificates, fromStartPage, encryptTo } = settings
    return [
      ...when(
        nameId === 'mail' || nameId === 'login',
        `${place}.nameId`,
        `«${nameId}» may belong to somebody else one day; «persistent» never does`,
        `${asvs} 6.8.1`,
      ),
      ...when(
        fromStartPage,
        `${place}.fromStartPage`,
        'an answer that nobody has asked for can be laid before somebody else',
        `${saml} 4.4.2.4`,
      ),
      ...when(
        signOut !== undefined && certificates.length === 0,
        `${place}.certificates`,
        'without one no sign-out of theirs is believed: the person is asked instead',
        'SAML 2.0 profiles 4.4.4.1',
      ),
      ...certificates.flatMap((certificate) =>
        ending(`${place}.certificates`, {
          certificate,
          today,
          refused: 'what it signs is refused',
        }),
      ),
      ...(encryptTo === undefined
        ? []
        : ending(`${place}.encryptTo`, {
            certificate: encryptTo,
            today,
            refused: 'it is still encrypted to, and may no longer be opened',
          })),
    ]
  })

const warned = [1, 7, 30, 60] as const

interface Ending {
  readonly certificate: string
  readonly today: string
  readonly refused: string
}

function ending(place: string, { certificate, today, refused }: Ending): readonly Finding[] {
  const until = readPartnerKey(certificate)?.until
  if (!until) return []
  const day = until.toISOString().slice(0, 10)
  const days = Math.floor((until.getTime() - Date.parse(`${today}T00:00:00Z`)) / 86_400_000)
  const standard = 'SAML 2.0 metadata interoperability 2.6.1'
  if (days < 0) return [{ place, says: `a certificate ran out on ${day}: ${refused}`, standard }]
  const within = warned.find((each) => days <= each)
  return within === undefined
    ? []
    : [
        {
          place,
          says:
            `a certificate runs out on ${day}, within ${within === 1 ? 'a day' : `${within} days`}; ` +
            `from then on ${refused}. Let the next one stand beside it`,
          standard,
        },
      ]
}
