// Rings phones by Web Push (RFC 8030, 8291, 8292): one sign, sealed for the phone, and nothing of
// what waits. It says truthfully what became of it. Must never follow, wait long, read much, or
// call anybody but a push service; nothing that somebody waits for may wait for it.
import { setTimeout as wait } from 'node:timers/promises'
import { ringPair } from '../../domain/approving/ringing.ts'
import type { House, Ringer, Rung } from '../../domain/moment.ts'
import { secondsAfter, type Clock } from '../../lib/clock.ts'
import { encryptMessage } from '../../lib/web-push/message.ts'
import { isPushAddress } from '../../lib/web-push/push-address.ts'
import { introduce } from '../../lib/web-push/vapid.ts'
import type { Rings } from '../../shapes/rings.ts'
import { CallFailed, openHttpCall, type Call } from '../http-call.ts'
import { judgeAnswer, type Heard } from './judge-answer.ts'

/** What a phone shows may be old by the time it is looked at; what it is told of is asked for. */
const sign = { plain: Buffer.from('1'), paddingBytes: 63 }
/** As long as a request stands at most: a later ring would be for nothing (RFC 8030, 5.2). */
const lifeSeconds = 120
const introducedSeconds = 12 * 3600
/** Nobody is kept from coming in by rings that hang; the phone finds out when it is opened. */
const underWayMost = 200
const bytesMost = 4096

export interface RingerParts extends Pick<House, 'keys' | 'address'> {
  readonly clock: Clock
  /** Hosts of push services, as isPushHost reads them. */
  readonly hosts: readonly string[]
  /** Inner networks that may be called. */
  readonly internal: readonly string[]
  /**
   * Tells whoever runs the house: that a push service is away, once until it is back, or a fault.
   */
  report(said: unknown): void
  readonly pauseMilliseconds?: number
  readonly timeoutMilliseconds?: number
}

export function openRinger(parts: RingerParts): Ringer {
  const { hosts, internal, timeoutMilliseconds, pauseMilliseconds = 1000 } = parts
  const call = openHttpCall({
    internal,
    bytesMax: bytesMost,
    ...(timeoutMilliseconds !== undefined && { timeoutMilliseconds }),
  })
  const tell = openTelling(parts)
  let underWay = 0

  const once = async (rings: Rings): Promise<Heard> => {
    try {
      const { status, headers } = await call(rings.endpoint, ringCall(parts, rings))
      return judgeAnswer(status, headers['retry-after'], parts.clock.now())
    } catch (fault) {
      if (!(fault instanceof CallFailed)) throw fault
      return fault.why === 'unreachable' ? 'away' : 'failed'
    }
  }

  const ring = async (rings: Rings): Promise<Rung> => {
    let heard = await once(rings)
    if (heard === 'away') {
      await wait(pauseMilliseconds, undefined, { ref: false })
      heard = await once(rings)
    }
    tell(new URL(rings.endpoint).host, heard)
    return heard === 'away' ? 'failed' : heard
  }

  return {
    hosts,
    report: parts.report,
    async ring(rings) {
      if (underWay >= underWayMost || !isPushAddress(rings.endpoint, hosts)) return 'failed'
      underWay += 1
      try {
        return await ring(rings)
      } finally {
        underWay -= 1
      }
    },
  }
}

function ringCall({ keys, address, clock }: RingerParts, rings: Rings): Call {
  return {
    method: 'POST',
    headers: {
      authorization: introduce(ringPair({ keys }), {
        audience: new URL(rings.endpoint).origin,
        until: secondsAfter(clock.now(), introducedSeconds),
        contact: `https://${address.host}`,
      }),
      'content-type': 'application/octet-stream',
      'content-encoding': 'aes128gcm',
      ttl: String(lifeSeconds),
      urgency: 'high',
      // One ring waits for a phone that is out of reach, however many prompts there were.
      topic: 'waits',
    },
    body: encryptMessage(rings, sign),
  }
}

/** Hosts only: the rest of the address is the phone's own secret. */
function openTelling({ report }: Pick<RingerParts, 'report'>) {
  const away = new Set<string>()
  return (host: string, heard: Heard): void => {
    if (heard !== 'away' && heard !== 'failed') away.delete(host)
    else if (!away.has(host)) {
      away.add(host)
      report(
        `The push service at ${host} does not answer as it should: phones are not rung through it. ` +
          'They show what waits when they are opened.',
      )
    }
  }
}
