// The third small script, for the pages that ask for a passkey; the only ones that need a script.
import { openPasskeys } from './passkey.ts'

openPasskeys()
