// What an application asks when its person has signed out there (LogoutRequest).
import { z } from 'zod'
import { spaces } from '../../../lib/saml/names.ts'
import { childrenOf, textOf } from '../../../lib/xml/walk.ts'
import { SamlRefused } from '../refused.ts'
import type { Message } from './message.ts'

export const logoutAskedShape = z.object({
  application: z.string(),
  request: z.string(),
  relayState: z.string().exactOptional(),
  name: z.string(),
  /** The sessions it speaks of; none where it means all that it knows. */
  indexes: z.array(z.string()).max(50),
  isSigned: z.boolean(),
})
export type LogoutAsked = z.output<typeof logoutAskedShape>

export function logoutAsked(
  { root, id, isSigned }: Message,
  application: string,
  relayState: string | undefined,
): LogoutAsked {
  const name = textOf(childrenOf(root, spaces.assertion, 'NameID')[0])
  if (name === undefined) throw new SamlRefused('unreadable')
  return {
    application,
    request: id,
    ...(relayState !== undefined && { relayState }),
    name: name.slice(0, 1024),
    indexes: childrenOf(root, spaces.protocol, 'SessionIndex')
      .flatMap((index) => textOf(index) ?? [])
      .slice(0, 50),
    isSigned,
  }
}
