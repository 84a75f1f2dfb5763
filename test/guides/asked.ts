// An example file in force, and people who have this and that: what the door would do with each of
// them, in one line that can stand in a table. Must never change what the file says.
import { readFileSync } from 'node:fs'
import { parse } from 'smol-toml'
import { importPeople } from '../../src/domain/importing/import-people.ts'
import { keepMethod } from '../../src/domain/methods/methods.ts'
import { putOffWish } from '../../src/domain/methods/put-off.ts'
import { preferMethod } from '../../src/domain/methods/prefer.ts'
import { inTransaction, type House, type Moment } from '../../src/domain/moment.ts'
import { keepNewPassword } from '../../src/domain/passwords/new-password.ts'
import { getPerson } from '../../src/domain/people/people.ts'
import { password } from '../../src/factors/password/password.ts'
import { question } from '../../src/factors/question/question.ts'
import { sms } from '../../src/factors/sms/sms.ts'
import { totp } from '../../src/factors/totp/totp.ts'
import { foretell, type Foretold, type WhatIf } from '../../src/flows/foretelling.ts'
import { maskPhone } from '../../src/lib/methods/phone-number.ts'
import { housePart } from '../../src/settings.ts'
import { townDatabase } from '../town/database.ts'
import { townHouse } from '../town/house.ts'
import { withoutApp } from '../town/without-app.ts'

export type Has = 'password' | 'sms' | 'totp' | 'question'

export interface Somebody {
  readonly groups?: string
  readonly has?: readonly Has[]
  /** The organisation knew it beforehand. */
  readonly number?: string
  /** Asked first, by the person's own choice. */
  readonly prefers?: Has
  /** «Hopp over», once. */
  readonly putOff?: { readonly wish: string; readonly at: string }
}

export interface Asked {
  /** Of somebody new each time. */
  foretell(
    who: Somebody,
    asked?: Omit<WhatIf, 'name'> & { readonly at?: string },
  ): Promise<Foretold>
}

const morning = '2027-03-01T07:00:00Z'
const long = '2027-01-04T07:00:00Z'
const written = (name: string): string =>
  withoutApp(readFileSync(new URL(`../../examples/${name}.toml`, import.meta.url), 'utf8'))

export async function openExample(name: string, domain: string): Promise<Asked> {
  const town = await townHouse(await townDatabase(), housePart(parse(written(name))))
  const { phones: none } = town.house
  const house: House = { ...town.house, phones: { ...none, canText: true, canCall: true } }
  const at = (when: string): Moment => ({ ...town.at(when), house })
  let people = 0
  return {
    async foretell(who, { at: when = morning, ...asked } = {}) {
      people += 1
      const login = `person${people}@${domain}`
      const id = await bring(at(long), login, who)
      if (who.putOff) {
        const person = await getPerson(at(long), id)
        await putOffWish(at(who.putOff.at), person, who.putOff.wish)
      }
      const foretold = await foretell({ name: login, ...asked }, at(when))
      if (typeof foretold === 'string') throw new Error(foretold)
      return foretold
    },
  }
}

async function bring(moment: Moment, login: string, who: Somebody): Promise<string> {
  const { groups = 'ansatte', has = [], number = '', prefers } = who
  const { made, bad } = await importPeople(
    moment,
    'Fornavn;Etternavn;Brukernavn;E-post;Mobil;Grupper\n' +
      `Kari;Nordmann;${login};${login};${number};"${groups}"`,
  )
  const person = made[0]?.id
  if (person === undefined) throw new Error(JSON.stringify(bad))
  const known = await getPerson(moment, person)
  if (has.includes('password'))
    await inTransaction(moment, (inside) =>
      keepNewPassword(inside, password, {
        person: known,
        kept: { hash: 'none' },
        because: 'first',
      }),
    )
  for (const factor of has) {
    const id = await give(moment, person, factor)
    if (id !== undefined && factor === prefers) await preferMethod(moment, person, { id, factor })
  }
  return person
}

async function give(moment: Moment, person: string, factor: Has): Promise<string | undefined> {
  const number = '+4799999944'
  switch (factor) {
    case 'sms':
      return keepMethod(moment, sms, { person, kept: { number }, label: maskPhone(number) })
    case 'totp':
      return keepMethod(moment, totp, { person, kept: { key: '', after: 0 } })
    case 'question':
      return keepMethod(moment, question, { person, kept: { about: 'toy', hash: 'none' } })
    default:
      return undefined
  }
}

const stepIn = ({ step, screen, factor, mayPutOff }: Foretold['steps'][number]): string => {
  const name = factor ?? screen
  if (step !== 'enrol') return name
  return mayPutOff ? `sets up ${name} or waits` : `sets up ${name}`
}

/** «who, password, sms: in with 2fa». */
export const inOneLine = ({ steps, ends }: Foretold): string =>
  `${steps.map(stepIn).join(', ')}: ${
    ends.is === 'comes-in' ? `in with ${ends.acr.slice('urn:portvakt:'.length)}` : ends.because
  }`
