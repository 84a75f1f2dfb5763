import { describe, expect, it } from 'vitest'
import { rightShape } from '../configuration/configuration-shape.ts'
import { may, mayActOn, mayHelp, mayOf } from './rights.ts'

const rights = {
  rights: rightShape.array().parse([
    { id: 'drift', may: 'administer', whom: ['it'] },
    { id: 'stotte', may: 'help', whom: ['stotte'] },
    { id: 'butikken', may: 'help', whom: ['ledere'], over: ['butikk'] },
  ]),
  rightHolders: new Set(['it', 'stotte', 'ledere']),
}
const of = (...groups: string[]) => ({ groups })

describe('a right', () => {
  it('is held by its groups and nobody else, and whoever administers may help', () => {
    expect(mayOf(rights, of('it'))).toEqual(['administer', 'help'])
    expect(mayOf(rights, of('stotte', 'butikk'))).toEqual(['help'])
    expect(mayOf(rights, of('butikk'))).toEqual([])
    expect(may({ ...rights, rights: [] }, of('it'), 'help')).toBe(false)
  })

  it('to help is over its own groups, and over nobody who holds a right', () => {
    expect(mayHelp(rights, of('ledere'), of('butikk'))).toBe(true)
    expect(mayHelp(rights, of('ledere'), of('skole'))).toBe(false)
    expect(mayHelp(rights, of('ledere'), of('butikk', 'stotte'))).toBe(false)
    expect(mayHelp(rights, of('stotte'), of('skole'))).toBe(true)
    expect(mayHelp(rights, of('stotte'), of('it'))).toBe(false)
    expect(mayHelp(rights, of('it'), of('it'))).toBe(true)
    expect(mayHelp(rights, of('skole'), of('butikk'))).toBe(false)
  })

  it('lets nobody act on themselves, on whoever holds one, or on an account behind glass', () => {
    const glass = { ...rights, breakGlass: ['glass'] }
    const known = (id: string, ...groups: string[]) => ({ id, login: id, groups })
    for (const by of [known('ida', 'it'), known('ola', 'ledere')]) {
      expect(mayActOn(glass, by, known('kari', 'butikk'))).toBe(true)
      expect(mayActOn(glass, by, { ...by, groups: ['butikk'] })).toBe(false)
      expect(mayActOn(glass, by, known('per', 'butikk', 'stotte'))).toBe(false)
      expect(mayActOn(glass, by, known('glass', 'butikk'))).toBe(false)
    }
    expect(mayActOn(glass, known('ola', 'ledere'), known('siri', 'skole'))).toBe(false)
  })
})
