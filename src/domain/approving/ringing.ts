// Rings the phones of a person: a doorbell, beside the way in and never on it.
import type { House, Moment } from '../moment.ts'
import type { Rings } from '../../shapes/rings.ts'
export const ringKey = (_house: Pick<House, 'keys'>): string => ''
export const mayRing = (_endpoint: string, _house: House): boolean => true
export const keepRings = async (_moment: Moment, _phone: string, _rings?: Rings): Promise<number> =>
  0
export function ringPhones(_moment: Moment, _person: string): void {}
