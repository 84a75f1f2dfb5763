// A program that opens a store and stays, for tests that kill it: `keep-store.ts FOLDER`. It says
// one line when it is open, and closes in order on SIGTERM.
import { openStore } from '../../src/store/server/open-store.ts'

const [, , dataFolder = ''] = process.argv
try {
  const store = await openStore({ dataFolder })
  process.on('SIGTERM', () => void store.close())
  console.log(`open ${String(store.database.address.host)}`)
} catch (fault) {
  console.log(fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault))
  process.exitCode = 1
}
