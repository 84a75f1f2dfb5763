// The organisation's own codes: taken from the look into the vault, and then the house is told that
// they were kept. Must never say so before they are.
import { say } from '../protocol/message.ts'
import { current, set } from '../state.ts'
import type { CodeAccount } from './code.ts'
import { countCodes, deleteCode, isOpen, keepCode, readCodes } from './vault.ts'

const taking = new Set<string>()

/** Of an account that is not here any more: its house takes none of them. */
async function dropGone(): Promise<void> {
  const here = new Set(current().accounts.map(({ id }) => id))
  const gone = (await readCodes()).filter(({ from }) => from !== undefined && !here.has(from))
  for (const { id } of gone) await deleteCode(id)
  if (gone.length > 0) set({ codes: await countCodes() })
}

/** Does nothing while the vault is locked: they wait in the look. */
export async function takeHouseCodes(): Promise<void> {
  if (isOpen()) await dropGone()
  for (const account of current().accounts) {
    const look = current().looks[account.id]
    if (look?.codes === undefined || !isOpen() || taking.has(account.id)) continue
    taking.add(account.id)
    try {
      const { key, digits, period, issuer, label } = look.codes
      const code: CodeAccount = {
        key,
        period,
        issuer,
        label,
        digits: digits === 8 ? 8 : digits === 7 ? 7 : 6,
        algorithm: 'SHA-1',
        from: account.id,
      }
      // The word that it was kept may have been lost on the way.
      const kept = await readCodes()
      if (!kept.some((one) => one.key === key)) await keepCode(code)
      await say(account, 'told', { of: 'codes' })
      const { codes: _kept, ...rest } = look
      set({ looks: { ...current().looks, [account.id]: rest }, codes: await countCodes() })
    } catch {
      // The next look brings them again.
    } finally {
      taking.delete(account.id)
    }
  }
}
