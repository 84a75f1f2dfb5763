// What a scanned or pasted text is: a phone to be added, a sign-in to be approved, a phone to be
// moved, a code account, or something that is not for us. Must never open an address.
import { readCode } from '../protocol/adding.ts'
import { readOtpauth } from '../codes/otpauth.ts'
import { readUrl } from './read-url.ts'
import type { CodeAccount } from '../codes/code.ts'

export type Scanned =
  | { readonly is: 'add'; readonly code: string }
  | { readonly is: 'approve'; readonly request: string; readonly seen: string }
  | { readonly is: 'move'; readonly code: string; readonly print: string }
  | { readonly is: 'code-account'; readonly account: CodeAccount }
  | { readonly is: 'foreign' }

/** What stands after `#` in an address of ours. */
export function readHash(hash: string): Scanned | undefined {
  const move = /^#move=([\w-]+)\.([\w-]+)$/.exec(hash)
  if (move) return { is: 'move', code: move[1] ?? '', print: move[2] ?? '' }
  const approve = /^#([\w-]+)\.([\w-]+)$/.exec(hash)
  if (approve) return { is: 'approve', request: approve[1] ?? '', seen: approve[2] ?? '' }
  return undefined
}

function readAddress(url: URL, origin: string): Scanned | undefined {
  const typed = /^\/m\/([^/]+)$/.exec(url.pathname)?.[1] ?? ''
  const code = readCode(decodeURIComponent(typed) || (url.searchParams.get('add') ?? ''))
  if (code !== '') return { is: 'add', code }
  return url.origin === origin ? readHash(url.hash) : undefined
}

export function readScanned(text: string, origin: string): Scanned {
  const account = readOtpauth(text)
  if (account) return { is: 'code-account', account }
  const code = readCode(text)
  if (code !== '') return { is: 'add', code }
  const url = readUrl(text)
  const found = url && /^https?:$/.test(url.protocol) ? readAddress(url, origin) : undefined
  return found ?? { is: 'foreign' }
}
