// A house that rings nobody: phones show what waits when they are opened. Must never say that it
// rang.
import type { Ringer } from '../moment.ts'

export const noRinger: Ringer = {
  hosts: [],
  ring: () => Promise.resolve('failed'),
  report: () => {},
}
