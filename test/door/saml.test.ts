// To an application that speaks SAML through the whole house: in by a password, out by the page
// that signs out, which leads on to the application.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asking, byQuery } from '../attacks/saml-out/asking.ts'
import { partner } from '../saml/partner.ts'
import { handedOn } from '../saml/town.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import { visitor } from '../town/visitor.ts'

const ola = 'ola.nordmann@fjordvik.example'
const known = 'havregrøt og rømme 12'

const database = await townDatabase()
let town: Town
beforeAll(async () => {
  const saml =
    `saml = { entityId = "${partner.entityId}", assertionConsumers = ["${partner.consumer}"], ` +
    `signOut = "${partner.signOut}", fromStartPage = true }`
  const groups = 'groups = ["ansatte", "butikk"]'
  const change = (file: string) => file.replace(groups, `${groups}\n${saml}`)
  town = await openTown({ database, example: 'plain', change })
  await town.knows(ola, known)
})
afterAll(() => town.close())

test('in through the house, by the tile too, and out again', async () => {
  const who = visitor(town.origin)
  await who.get(byQuery(asking({ origin: town.origin }), 'her'))
  await who.follow()
  expect(who.last.screen).toMatchObject({ kind: 'who' })
  await who.answer({ name: ola })
  await who.follow()
  await who.answer({ password: known })
  await who.follow()
  const page = handedOn(who.last.text)
  expect([page.to, page.fields['RelayState']]).toEqual([partner.consumer, 'her'])
  expect(page.xml).toContain('PasswordProtectedTransport')
  await who.get('/')
  expect(who.last.text).toContain('"/saml/start/timer"')
  await who.get('/saml/start/timer')
  expect(handedOn(who.last.text).to).toBe(partner.consumer)
  await who.get('/sign-out')
  await who.answer({ choice: 'here' })
  const seen = await who.get(who.last.to ?? '')
  expect(seen.headers.get('refresh')).toContain(`url=${partner.signOut}?SAMLRequest=`)
  await who.get('/')
  await who.follow()
  expect(who.last.screen).toMatchObject({ kind: 'who' })
})
