// The password lane: slow hashing behind a bounded queue, off the thread that serves pages. Must
// never answer from memory: no password and no outcome is kept between two questions.
import { openCrew, type CrewSize } from './crew.ts'
import {
  drawDecoy,
  isSameHash,
  nameKey,
  newWork,
  pepper,
  readHash,
  workLike,
  writeHash,
} from './password-hash.ts'
import type { Keyring } from '../seal.ts'

export interface OpenLane {
  hash(password: string): Promise<string | 'busy'>
  verify(password: string, kept: string): Promise<boolean | 'busy'>
  readonly decoy: string
  close(): Promise<void>
}

export function openPasswordLane(of: CrewSize & { readonly keys: Keyring }): OpenLane {
  const key = of.keys.keyFor('password pepper')
  const keyName = nameKey(key)
  const crew = openCrew(of)
  return {
    decoy: drawDecoy(key),
    hash: async (password) => {
      const work = newWork(pepper(key, password))
      const hash = await crew.compute(work)
      if (hash === 'busy') return hash
      const { memory, passes, lanes } = work
      const salt = Buffer.from(work.salt)
      return writeHash({ memory, passes, lanes, key: keyName, salt, hash: Buffer.from(hash) })
    },
    verify: async (password, text) => {
      const kept = readHash(text)
      if (kept.key !== keyName) throw new Error('A password hash was made under another master key')
      const hash = await crew.compute(workLike(kept, pepper(key, password)))
      return hash === 'busy' ? hash : isSameHash(kept, hash)
    },
    close: () => crew.close(),
  }
}
