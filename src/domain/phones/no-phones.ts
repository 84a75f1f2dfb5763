// A house without a way out for codes: nothing is offered that could not be carried out.
import type { Phones } from '../moment.ts'

export const noPhones: Phones = {
  canText: false,
  canCall: false,
  send: () => Promise.resolve({ state: 'failed', why: 'no-gateway' }),
}
