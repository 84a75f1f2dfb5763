// Who are you? A typed name proves nothing and finds nobody here: the same next question follows
// for every name.
import type { Facts } from '../../domain/facts.ts'
import type { Connection } from '../../domain/configuration/connection-shape.ts'
import { lookIn, organisationOf, wordsIn } from '../../domain/configuration/configuration.ts'
import { linkKeeps } from '../../domain/visits/arriving/links.ts'
import { connectionNamed, homeOf, openConnections } from '../../domain/visits/arriving/routing.ts'
import { domainOf } from '../../domain/visits/arriving/said.ts'
import type { Moment } from '../../domain/moment.ts'
import {
  accountsHere,
  forgetAccount,
  isHinted,
  signedInAs,
} from '../../domain/visits/known-accounts.ts'
import type { Answer } from '../../shapes/answer.ts'
import type { Screen } from '../../shapes/screen.ts'
import { loginsFor } from '../../domain/people/logins.ts'
import { offersToRecognise, recognise } from '../recognising.ts'
import type { Step, Taken } from '../step.ts'
import { imaginedPerson } from '../imagined-person.ts'

const nameLengthMax = 256

type Who = Extract<Screen, { kind: 'who' }>

export const identify: Step = {
  name: 'identify',
  needed: (facts) =>
    facts.named === undefined && facts.who === undefined && facts.elsewhere === undefined,
  allowed: () => true,
  imagined: () => ({
    named: imaginedPerson.login,
    logins: [imaginedPerson.login],
    person: imaginedPerson,
    methods: [{ id: 'imagined-password', factor: 'password', ageSeconds: 86_400 }],
  }),

  show: ({ facts }, moment) =>
    choosesAccount(facts) ? chooseScreen(facts, moment) : whoScreen(facts, moment),

  async take(answer, asked, moment) {
    const { facts } = asked
    const recognised = await recognise(answer, asked, moment)
    if (recognised) return recognised
    if (answer.house !== undefined) return pressedFor(answer, facts, moment)
    if (answer.person !== undefined) return takeAccount(answer, facts)
    const named = (answer.name ?? '').trim().slice(0, nameLengthMax)
    if (!named) return { problem: { code: 'name-missing', field: 'name' } }
    const logins = loginsFor(moment.house.configuration(), named, facts.errand.domain)
    return { learned: { named, logins, proofs: [] } }
  },
}

/**
 * Only accounts that this browser knows stand in the list; an id from elsewhere is nobody
 * (ATK-FED-13). Whoever is signed in goes on with what the session has shown; to choose anybody
 * else is to type their name, and shows nothing.
 */
function takeAccount({ do: does, person }: Answer, facts: Facts): Taken {
  const account = accountsHere(facts).find((one) => one.person === person)
  if (!account) return { problem: { code: 'name-missing', field: 'name' } }
  if (does === 'forget-account')
    return { learned: {}, keep: (inside) => forgetAccount(inside, facts, account) }
  const signedIn = facts.flow === 'sign-in' ? signedInAs(facts, account) : undefined
  return signedIn
    ? { learned: { who: signedIn.person, session: signedIn.session, proofs: signedIn.proofs } }
    : { learned: { named: account.login, logins: [account.login], proofs: [] } }
}

/** Another house says who it is; nobody is named here meanwhile. */
function pressedFor({ house }: Answer, facts: Facts, moment: Moment): Taken {
  const isOffered = facts.need.accepts.includes(linkKeeps.name)
  const connection = isOffered ? connectionNamed(moment, house) : undefined
  return connection
    ? { learned: { house: connection.id, proofs: [] } }
    : { problem: { code: 'identity-away' } }
}

/**
 * Where an application speaks of somebody who is not signed in here, their name stands filled in
 * instead.
 */
function choosesAccount(facts: Facts): boolean {
  const { errand, another, flow } = facts
  const accounts = accountsHere(facts)
  // Whoever has turned aside is asked for a name: nothing of a session may count there.
  if (flow !== 'sign-in' || another === true || accounts.length === 0) return false
  if (errand.chooseAccount === true) return true
  if (errand.hint === undefined || facts.picks === true) return accounts.length > 1
  return accounts.some((account) => isHinted(account, errand) && signedInAs(facts, account))
}

const toApplication = (facts: Facts): { application?: string } =>
  facts.application ? { application: facts.application.name } : {}

function chooseScreen(facts: Facts, { house, language }: Moment) {
  const configuration = house.configuration()
  const { organisations, rightHolders } = configuration
  return {
    kind: 'choose-account' as const,
    ...toApplication(facts),
    accounts: accountsHere(facts).map((account) => ({
      person: account.person,
      name: account.name,
      login: account.login,
      isSignedIn: signedInAs(facts, account) !== undefined,
      ...(organisations.length > 1 && {
        organisation: lookIn(organisationOf(configuration, account.organisation), language).name,
      }),
      ...(account.groups.some((group) => rightHolders.has(group)) && { isAdministrator: true }),
    })),
  }
}

/** What was typed elsewhere, or the one account of this browser: never one that was just left. */
function typedBefore(facts: Facts): string | undefined {
  if (facts.another === true || facts.picks === true) return undefined
  const [only, ...others] = accountsHere(facts)
  return facts.errand.hint ?? (others.length === 0 ? only?.login : undefined)
}

function whoScreen(facts: Facts, moment: Moment) {
  const { domain: asked } = facts.errand
  const configuration = moment.house.configuration()
  const isOurs = configuration.organisations.some(({ domains }) => domains.includes(asked ?? ''))
  const domain = isOurs ? asked : configuration.organisations[0]?.domains[0]
  const typed = typedBefore(facts)
  return {
    kind: 'who' as const,
    purpose: facts.flow === 'change-password' ? ('change-password' as const) : ('sign-in' as const),
    ...toApplication(facts),
    ...(typed && { typed }),
    ...(domain && { domain }),
    ...(facts.errand.setsUp && { toSetUp: true }),
    ...offersToRecognise(facts, moment),
    ...housesFor(facts, moment),
  }
}

/** Those that say by themselves who somebody is: the last used first, or the one that is meant. */
function housesFor(facts: Facts, moment: Moment): Pick<Who, 'houses' | 'goesTo'> {
  const mayLead = facts.flow === 'sign-in' && facts.need.accepts.includes(linkKeeps.name)
  if (!mayLead) return {}
  const { cameBy, language } = moment
  const meant = meantHouse(facts, moment)
  const houses = openConnections(moment)
    .filter((connection) => connection.button || connection === meant)
    .toSorted((one, other) => Number(other.id === cameBy) - Number(one.id === cameBy))
    .map(({ id, name }) => ({
      house: id,
      name: wordsIn(name, language),
      ...(id === cameBy && { isLast: true as const }),
    }))
  const isFirst = facts.visit?.version === 1 && facts.errand.chooseAccount !== true
  return {
    ...(houses.length > 0 && { houses }),
    ...(meant && isFirst && { goesTo: meant.id }),
  }
}

/** The application has said whose house it means: nobody is asked what it has said. */
function meantHouse({ errand }: Facts, moment: Moment): Connection | undefined {
  const { hint, domain } = errand
  return homeOf(moment, domain) ?? homeOf(moment, hint?.includes('@') ? domainOf(hint) : undefined)
}
