// The question to the other house: one AuthnRequest, in the address that the browser is led to. Its
// id is drawn from what the visit drew, so that an answer is held against it without a row.
import { deflateRawSync } from 'node:zlib'
import type { ConnectionAsked, Moment } from '../../domain/moment.ts'
import { namesOf } from '../../domain/signing/own-description.ts'
import { openSigningKeys } from '../../domain/signing/signing-keys.ts'
import { bindings, nameFormats } from '../../lib/saml/names.ts'
import { openXmlSigner, signQuery } from '../../lib/xml/sign.ts'
import { element, write } from '../../lib/xml/write.ts'

/** An id may not begin with a digit. */
export const requestIdOf = ({ nonce }: Pick<ConnectionAsked, 'nonce'>): string =>
  `_${Buffer.from(nonce).toString('hex')}`

/** Signed always: a house that does not want it loses nothing. */
export async function asked(
  moment: Moment,
  asking: ConnectionAsked,
  address: string,
): Promise<string> {
  const [key] = await openSigningKeys(moment, 'saml')
  if (!key?.certificate) throw new Error('There is no key to sign with')
  const request = write(requestFor(moment, asking, address)).text
  const fields = [
    ['SAMLRequest', deflateRawSync(Buffer.from(request)).toString('base64')],
    ['RelayState', asking.state],
  ] as const
  const signed = signQuery(fields, openXmlSigner(key.privateJwk, key.certificate))
  return `${address}${address.includes('?') ? '&' : '?'}${signed}`
}

function requestFor(moment: Moment, asking: ConnectionAsked, address: string) {
  const { audience, consumer } = namesOf(moment.house, asking.connection.id)
  const { levels } = asking
  return element(
    'samlp:AuthnRequest',
    {
      ID: requestIdOf(asking),
      Version: '2.0',
      IssueInstant: moment.now.toISOString(),
      Destination: address,
      AssertionConsumerServiceURL: consumer,
      ProtocolBinding: bindings.post,
      ...(asking.isAnew && { ForceAuthn: 'true' }),
    },
    element('saml:Issuer', {}, audience),
    ...(asking.hint === undefined
      ? []
      : [element('saml:Subject', {}, element('saml:NameID', {}, asking.hint))]),
    element('samlp:NameIDPolicy', { Format: nameFormats.persistent, AllowCreate: 'true' }),
    ...(levels.length === 0
      ? []
      : [
          element(
            'samlp:RequestedAuthnContext',
            { Comparison: 'exact' },
            ...levels.map((level) => element('saml:AuthnContextClassRef', {}, level)),
          ),
        ]),
  )
}
