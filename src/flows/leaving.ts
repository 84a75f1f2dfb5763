// A code on its way out of the house: as a message or a call to a number, or by mail. It may be
// sent now, or it is told from when; and where nobody may learn whether there is anywhere to send
// to, the same is counted, the same is told, and it leaves a moment later, so that no clock tells.
import type { Facts } from '../domain/facts.ts'
import { organisationOf, wordsIn } from '../domain/configuration/configuration.ts'
import type { Organisation } from '../domain/configuration/configuration-shape.ts'
import { queueMessage } from '../domain/messages/messages.ts'
import type { Moment } from '../domain/moment.ts'
import {
  isPortedOfLate,
  newSendingId,
  sendOut,
  waitBeforeSending,
  type Sending,
  type Spoken,
} from '../domain/phones/sendings.ts'
import { waitBeforeRecovering } from '../domain/phones/recovering.ts'
import type { Factor, ToSend } from '../factors/factor.ts'
import { isPhone, readPhone } from '../lib/methods/phone-number.ts'
import type { Problem } from '../shapes/problem.ts'
import { sayTime } from '../../texts/dates.ts'
import { say } from '../../texts/index.ts'
import { isDiscreet } from './question.ts'

export interface Leaving {
  readonly channel: ToSend['channel']
  /** By which the page hears what became of it. */
  readonly sending?: string
  /** Sends it, when everything stands. */
  carryOut(moment: Moment): Promise<void>
}

interface Sends {
  readonly factor: Factor<unknown>
  readonly facts: Facts
  readonly moment: Moment
}

export async function leavingFor({
  toSend,
  ...about
}: Sends & { readonly toSend: ToSend }): Promise<Leaving | { readonly problem: Problem }> {
  const { facts, moment } = about
  const { channel, to } = toSend
  const wait = await waitFor(about, { channel, to, ...place(to) })
  if (isDiscreet(facts))
    return discreet(channel, wait ? undefined : () => unlessMoved(about, toSend))
  if (wait) return { problem: sendLater(moment, wait) }
  return (await unlessMoved(about, toSend)) ?? { problem: { code: 'no-calls' } }
}

/** Whoever has a number since it moved to another card may not be the person: nobody is called. */
async function unlessMoved(about: Sends, toSend: ToSend): Promise<Leaving | undefined> {
  const { facts, moment } = about
  const isCall = toSend.channel === 'voice' && facts.person !== undefined
  if (isCall && (await isPortedOfLate(moment, facts.person.id))) return undefined
  return made(about, toSend)
}

/** The same counting, and nothing that leaves. */
export async function nobodysLeaving(
  about: Sends,
  pressed: 'sms' | 'voice' | undefined,
): Promise<Leaving> {
  const { factor, facts, moment } = about
  const channel = factor.channel ? (pressed ?? factor.channel) : 'mail'
  const { country } = moment.house.configuration().phones
  await waitFor(about, { channel, to: facts.named ?? '', country, isNobodys: true })
  return discreet(channel, undefined)
}

/**
 * What is told of it is the same whatever becomes of it: a code that is lost is asked for again.
 */
const discreet = (
  channel: ToSend['channel'],
  make: (() => Promise<Leaving | undefined>) | undefined,
): Leaving => ({
  channel,
  async carryOut(moment) {
    void make?.()
      .then((leaving) => leaving?.carryOut(moment))
      .catch(() => {})
  },
})

interface To {
  readonly channel: ToSend['channel']
  readonly to: string
  readonly country: string
  readonly isNobodys?: true
}

/**
 * What waits by the one count is not added to the next: strangers use up nothing of a sign-in's.
 */
async function waitFor(
  { facts, moment }: Sends,
  { channel, to, country, isNobodys }: To,
): Promise<Date | undefined> {
  const { person, logins, named = '', familiar } = facts
  const account = person?.id ?? logins?.[0] ?? named
  const isBlind = isDiscreet(facts)
  const wait = isBlind ? await waitBeforeRecovering(moment, { account, familiar }) : undefined
  if (wait || channel === 'mail') return wait
  const stranger = isNobodys ? 'stranger for nobody' : 'stranger'
  const askedBy = isBlind && !familiar ? ({ askedBy: stranger } as const) : {}
  return waitBeforeSending(moment, { channel, to, country, ...askedBy })
}

function place(to: string): { readonly country: string } {
  const read = readPhone(to)
  return { country: isPhone(read) ? read.country : '' }
}

const made = (about: Sends, toSend: ToSend): Leaving =>
  toSend.channel === 'mail' ? byMail(about, toSend) : byPhone(about, toSend, toSend.channel)

function byMail({ facts }: Sends, { to, code }: ToSend): Leaving {
  const { person } = facts
  return {
    channel: 'mail',
    async carryOut(moment) {
      if (!person) return
      await queueMessage(moment, {
        kind: 'recovery-code',
        person: person.id,
        to,
        language: moment.language,
        data: {
          firstName: person.firstName,
          login: person.login,
          organisation: person.organisation,
          code,
          about: facts.flow === 'unlock' ? 'unlock' : 'recover',
          minutes: Math.round(moment.house.configuration().lives.codeSeconds / 60),
          ...(moment.caseNumber && { caseNumber: moment.caseNumber }),
        },
      })
    },
  }
}

function byPhone(
  { factor, facts, moment }: Sends,
  { to, extension, code }: ToSend,
  channel: 'sms' | 'voice',
): Leaving {
  const { house, language } = moment
  const organisation = organisationOf(house.configuration(), facts.person?.organisation)
  const { service } = organisation
  const sending: Sending = {
    id: newSendingId(),
    channel,
    to,
    ...place(to),
    language,
    factor: factor.name,
    sender: service,
    text: channel === 'sms' ? messageOf(moment, organisation, code) : '',
    ...(facts.person && { person: facts.person.id }),
    ...(extension && { extension }),
    ...(channel === 'voice' && { spoken: spokenOf(moment, service, code) }),
  }
  return { channel, sending: sending.id, carryOut: (moment) => sendOut(moment, sending) }
}

/**
 * In the page's language, and in another where the organisation wants it; for this address alone.
 */
function messageOf({ house, language }: Moment, organisation: Organisation, code: string): string {
  const { service, words } = organisation
  const { alsoIn } = house.configuration().phones
  const languages = alsoIn && alsoIn !== language ? [language, alsoIn] : [language]
  const own = wordsIn(words.message, language)
  return [
    ...languages.map((each) => say(each, 'sms.code', { code, service })),
    ...(own ? [own] : []),
    `\n@${house.address.hostname} #${code}`,
  ].join('\n')
}

/** The code is said only to whoever has pressed a key: an answering machine hears none. */
function spokenOf({ language }: Moment, service: string, code: string): Spoken {
  const digits = [...code].join(', ')
  return {
    language,
    invites: [say(language, 'voice.hello', { service }), say(language, 'voice.press')],
    // The gateway says it twice.
    says: [say(language, 'voice.code', { digits }), say(language, 'voice.never')],
  }
}

export const sendLater = (moment: Moment, until: Date): Problem => ({
  code: 'send-later',
  with: { until: sayTime(moment.language, until.toISOString()) },
})
