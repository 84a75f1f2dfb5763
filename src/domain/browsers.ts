// A Browser: one cookie. Its id is drawn from the cookie's secret, so that a browser we have never
// let anybody in with needs no row, and a row cannot be turned into a cookie.
import { keyedHash } from '../lib/digest.ts'
import type { House } from './moment.ts'

export const browserId = (house: House, secret: string): string =>
  keyedHash(house.keys.keyFor('browser'), 'browser', secret).subarray(0, 16).toString('base64url')
