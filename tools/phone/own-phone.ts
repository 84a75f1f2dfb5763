// The phone in a file, opened: its keys, its number, and what opens its lock. Must never ask for a
// share where it has none of the PIN.
import { pinLock, passkeyLock, share, type Lock } from './acts.ts'
import { keyFrom } from './keys.ts'
import { byFetch } from './line.ts'
import { halfOf, unwrap } from './pin-lock.ts'
import { openSpeaker, type Speaker } from './speaker.ts'
import type { KeptState, StateFile } from './state-file.ts'

export function openOwn(file: StateFile): Speaker {
  const { at, key, n, after, link, phone } = file.read()
  return openSpeaker({
    at,
    key: keyFrom(key),
    phone,
    n,
    after,
    link,
    line: byFetch,
    now: () => Date.now() / 1000,
    keep: (known) => file.write(known),
  })
}

/** One of the ten shares is used by each try with a PIN. */
export async function unlock(
  speaker: Speaker,
  { lock, at, rpId }: KeptState,
  pin: string | undefined,
): Promise<Lock> {
  if (!lock) throw new Error('This phone was never added to the end: add it anew')
  if (lock.kind === 'passkey') return passkeyLock(lock, at, rpId)
  if (pin === undefined) throw new Error('Say --pin: this phone is locked by one')
  const half = halfOf(pin, lock.salt)
  const released = await share(speaker, half)
  const key = unwrap(lock.wrapped, half, released.share)
  if (!key) throw new Error(`This is not the PIN: ${released.left} tries are left`)
  return pinLock(key)
}
