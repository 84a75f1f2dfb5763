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
  const wait = await waitFor(about, to, channel)
  if (isDiscreet(facts)) return discreet(wait ? undefined : await made(about, toSend), channel)
  if (wait) return { problem: sendLater(moment, wait) }
  if (channel === 'voice' && facts.person && (await isPortedOfLate(moment, facts.person.id)))
    return { problem: { code: 'no-calls' } }
  return made(about, toSend)
}

/** The same counting, and nothing that leaves. */
export async function nobodysLeaving(about: Sends): Promise<Leaving> {
  const { factor, facts } = about
  const channel = factor.channel ?? 'mail'
  await waitFor(about, `nobody ${facts.named ?? ''}`, channel)
  return discreet(undefined, channel)
}

/**
 * What is told of it is the same whatever becomes of it: a code that is lost is asked for again.
 */
const discreet = (leaving: Leaving | undefined, channel: ToSend['channel']): Leaving => ({
  channel,
  async carryOut(moment) {
    void leaving?.carryOut(moment).catch(() => {})
  },
})

async function waitFor(
  { facts, moment }: Sends,
  to: string,
  channel: ToSend['channel'],
): Promise<Date | undefined> {
  const { person, logins, named = '', familiar } = facts
  const account = person?.id ?? logins?.[0] ?? named
  const waits = [
    ...(isDiscreet(facts) ? [await waitBeforeRecovering(moment, { account, familiar })] : []),
    ...(channel === 'mail' ? [] : [await waitBeforeSending(moment, { channel, to, ...place(to) })]),
  ]
  return waits.find((wait) => wait !== undefined)
}

function place(to: string): { readonly country: string } {
  const read = readPhone(to)
  return { country: isPhone(read) ? read.country : '' }
}

const made = async (about: Sends, toSend: ToSend): Promise<Leaving> =>
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
