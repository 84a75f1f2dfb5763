// Where the codes are kept: sealed under one content key, and that under a key that cannot leave
// this browser, and under the phone's own lock where it has one. Opened for two minutes at a time.
// Must never write the content key or a code down in the clear, or be opened by the PIN: codes work
// without a net, and the PIN could then be tried here uncounted, and used where it counts.
import { randomBytes, readUtf8, toBase64url, utf8, type Bytes } from '../protocol/bytes.ts'
import { sealingKey } from '../protocol/keys.ts'
import { drop, readAll, readChoice, write, writeChoice } from '../protocol/kept.ts'
import { openPasskey, type Held } from '../protocol/passkey-lock.ts'
import { seal, unseal } from '../protocol/seal.ts'
import type { Account } from '../protocol/accounts.ts'
import type { CodeAccount } from './code.ts'

type VaultLock =
  | { readonly kind: 'none' }
  /** `isSecret`: the phone gives a secret of its own, and the content key is sealed under it. */
  | ({ readonly kind: 'passkey'; readonly isSecret: boolean } & Held)

interface KeptVault {
  readonly browserKey: CryptoKey
  readonly sealed: Bytes
  readonly lock: VaultLock
}

/** What locks it: what the first account of this phone has. */
export type NewLock = { readonly kind: 'none' } | ({ readonly kind: 'passkey' } & Held)

export interface KeptCode extends CodeAccount {
  readonly id: string
}
interface SealedCode {
  readonly id: string
  readonly sealed: Bytes
}

const openSeconds = 120
let open: { readonly content: Bytes; readonly until: number } | undefined

const contentHere = (): Bytes | undefined => {
  if (open !== undefined && open.until <= Date.now()) open = undefined
  return open?.content
}
const keepOpen = (content: Bytes): void => {
  open = { content, until: Date.now() + openSeconds * 1000 }
}

export const isOpen = (): boolean => contentHere() !== undefined
export const secondsOpen = (): number =>
  open === undefined ? 0 : Math.max(0, Math.ceil((open.until - Date.now()) / 1000))

const keptVault = (): Promise<KeptVault | undefined> => readChoice<KeptVault>('vault')

export const lockKind = async (): Promise<VaultLock['kind'] | undefined> =>
  (await keptVault())?.lock.kind

const keyOf = (secret: Bytes): Promise<CryptoKey> => sealingKey(secret, 'portvakt codes')

const makeBrowserKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])

/** What it holds, where no lock is on it yet; nothing where there is one. */
async function unlockedContent(vault: KeptVault | undefined): Promise<Bytes | undefined> {
  // A lock on nothing is no loss: somebody may have forgotten what opens it.
  if (vault === undefined || (await countCodes()) === 0) return contentHere() ?? randomBytes(32)
  return vault.lock.kind === 'none' ? contentOf(vault) : undefined
}

/** Makes the vault, or locks the one that had no lock. One that is locked keeps what it has. */
export async function lockVault(wished: NewLock): Promise<void> {
  const before = await keptVault()
  const content = await unlockedContent(before)
  if (content === undefined) return
  const browserKey = before?.browserKey ?? (await makeBrowserKey())
  const lock: VaultLock = wished.kind === 'passkey' ? { ...wished, isSecret: false } : wished
  await writeChoice('vault', { browserKey, sealed: await seal(browserKey, content), lock })
  keepOpen(content)
}

/** With the lock of an account that was just added, where it is the phone's own. */
export async function lockAs({ lock, rpId }: Account): Promise<void> {
  if (lock.kind === 'passkey')
    await lockVault({ kind: 'passkey', rpId, credential: lock.credential })
}

async function contentOf(vault: KeptVault): Promise<Bytes | undefined> {
  const { lock, browserKey, sealed } = vault
  const inner = await unseal(browserKey, sealed)
  if (inner === undefined || lock.kind === 'none') return inner
  const secret = await openPasskey(lock)
  if (lock.isSecret) return secret && unseal(await keyOf(secret), inner)
  if (secret) await sealUnder(vault, lock, secret, inner)
  return inner
}

/** From the first time that the phone gives a secret of its own, it takes part. */
async function sealUnder(
  { browserKey }: KeptVault,
  lock: VaultLock,
  secret: Bytes,
  content: Bytes,
): Promise<void> {
  const sealed = await seal(browserKey, await seal(await keyOf(secret), content))
  await writeChoice('vault', { browserKey, sealed, lock: { ...lock, isSecret: true } })
}

/** False where the lock was not opened. */
export async function openVault(): Promise<boolean> {
  const vault = await keptVault()
  if (vault === undefined) return false
  const content = await contentOf(vault)
  if (content === undefined) return false
  keepOpen(content)
  return true
}

export async function keepCode(code: CodeAccount): Promise<void> {
  const content = contentHere()
  if (content === undefined) throw new Error('The codes are locked')
  const sealed = await seal(await keyOf(content), utf8(JSON.stringify(code)))
  await write('codes', { id: toBase64url(randomBytes(12)), sealed })
}

export async function readCodes(): Promise<readonly KeptCode[]> {
  const content = contentHere()
  if (content === undefined) return []
  const key = await keyOf(content)
  const rows = await readAll<SealedCode>('codes')
  const read = await Promise.all(
    rows.map(async ({ id, sealed }): Promise<KeptCode[]> => {
      const plain = await unseal(key, sealed)
      if (plain === undefined) return []
      const code: CodeAccount = JSON.parse(readUtf8(plain))
      return [{ ...code, id }]
    }),
  )
  return read.flat()
}

export const countCodes = async (): Promise<number> => (await readAll('codes')).length
export const deleteCode = (id: string): Promise<unknown> => drop('codes', id)
