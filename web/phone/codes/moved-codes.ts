// The codes that came from an old phone: kept sealed until the vault is open, then put into it.
import { changeAccount } from '../protocol/accounts.ts'
import { openMoved } from '../protocol/moving.ts'
import { current, refreshAccounts, set } from '../state.ts'
import { hashes, type CodeAccount, type Hash } from './code.ts'
import { countCodes, isOpen, keepCode, readCodes } from './vault.ts'

interface Written {
  readonly key?: unknown
  readonly issuer?: unknown
  readonly label?: unknown
  readonly digits?: unknown
  readonly period?: unknown
  readonly algorithm?: unknown
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

function readWritten(written: Written): CodeAccount {
  const algorithm: Hash = hashes.find((one) => one === written.algorithm) ?? 'SHA-1'
  return {
    key: textOf(written.key),
    issuer: textOf(written.issuer),
    label: textOf(written.label),
    digits: ([6, 7, 8] as const).find((one) => one === written.digits) ?? 6,
    period: typeof written.period === 'number' ? written.period : 30,
    algorithm,
  }
}

export const writeMoved = (codes: readonly CodeAccount[]): readonly CodeAccount[] =>
  codes.map(({ from: _from, ...code }) => code)

export async function takeMovedCodes(): Promise<void> {
  for (const { id, moveKey, moved } of current().accounts) {
    if (!moveKey || !moved || !isOpen()) continue
    const list = await openMoved(moveKey, moved)
    const kept = await readCodes()
    const codes = Array.isArray(list) ? list.map(readWritten) : []
    for (const code of codes) if (!kept.some(({ key }) => key === code.key)) await keepCode(code)
    await changeAccount(id, { moveKey: undefined, movePrint: undefined, moved: undefined })
    set({ codes: await countCodes() })
    await refreshAccounts()
  }
}
