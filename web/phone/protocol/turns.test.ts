// One message at a time for each account, with the browser's own locks and without.
import { afterEach, expect, test, vi } from 'vitest'
import { inTurn } from './turns.ts'

afterEach(() => vi.unstubAllGlobals())

/** What happens, in order: each act says when it begins, and ends when it is let go. */
async function played(): Promise<readonly string[]> {
  const said: string[] = []
  const gates = new Map<string, () => void>()
  const act = (name: string) => async () => {
    said.push(`${name} begins`)
    await new Promise<void>((resolve) => gates.set(name, resolve))
    said.push(`${name} ends`)
    if (name === 'first') throw new Error('refused')
  }
  const first = inTurn('kari', act('first')).catch(() => said.push('first was refused'))
  const second = inTurn('kari', act('second'))
  const other = inTurn('ola', act('other'))
  await vi.waitFor(() => expect(gates.size).toBe(2))
  expect(said).not.toContain('second begins')
  gates.get('other')?.()
  gates.get('first')?.()
  await vi.waitFor(() => expect(gates.size).toBe(3))
  gates.get('second')?.()
  await Promise.all([first, second, other])
  return said
}

test.each([
  ['without locks', {}],
  ['with the browser’s own', globalThis.navigator],
])('%s, the next waits for the one before, also where that failed', async (_, browser) => {
  vi.stubGlobal('navigator', browser)
  const said = await played()
  expect(said.indexOf('second begins')).toBeGreaterThan(said.indexOf('first ends'))
})
