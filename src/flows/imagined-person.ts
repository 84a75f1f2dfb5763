// The person whom nobody is: walks through a flow for the simulator, the printed guide, the steps
// counted on the page and the test of every walk.
import type { PersonFacts } from '../domain/facts.ts'

export const imaginedPerson: PersonFacts = {
  id: 'imagined',
  login: 'kari.nordmann@fjordvik.example',
  firstName: 'Kari',
  familyName: 'Nordmann',
  organisation: 'fjordvik',
  state: 'active',
  groups: [],
}
