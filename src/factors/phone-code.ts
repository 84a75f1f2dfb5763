// A code to a number, as a text message or read aloud: what the two factors share. The code is
// drawn from the visit, the person, the number and the round, so that it stands in no row; only the
// last one made is right, and an older message is told to be replaced. Must never send to a number
// that cannot get it, or show one whole.
import type { Moment } from '../domain/moment.ts'
import { digitsFrom } from '../lib/digest.ts'
import {
  canBeCalled,
  canGetText,
  isPhone,
  maskPhone,
  readExtension,
  readPhone,
  type Phone,
  type PhoneProblem,
} from '../lib/methods/phone-number.ts'
import type { Answer } from '../shapes/answer.ts'
import type { Problem, ProblemCode } from '../shapes/problem.ts'
import type { Asked, Asking, Exchange, Factor, Outcome, ToSend, Unasked } from './factor.ts'
import {
  codeDigits,
  openShape,
  phoneOf,
  phoneShape,
  type AboutPhone,
  type Channel,
  type Opened,
  type PhoneKept,
} from './phone-screens.ts'
import { codeScreen, phoneScreen } from './phone-screens.ts'
import { codeMissing, judgeSent, withoutBlanks } from './typed-code.ts'

export const phoneFactor = (channel: Channel): Factor<PhoneKept, Opened> => ({
  name: channel,
  fate: 'phone',
  shares: ['sms', 'voice'],
  canBeSetUp: true,
  first: false,
  each: true,
  bears: 'digits',
  channel,
  proof: { kinds: ['has'], amr: amrOf(channel), resistsPhishing: false },
  kept: phoneShape,
  open: openShape,
  known: ({ knownPhone }) => (knownPhone === undefined ? undefined : { number: knownPhone }),
  prove: {
    wrong: { code: 'wrong-code', field: 'code' },
    ask: (about, moment, asking) => askBy(channel, about, moment, asking),
    screen: (about) => codeScreen(channel, about),
    missing: codeMissing,
    check: async (answer, about, moment) => judgeCode(channel, answer, about, moment),
  },
  enrol: enrolment(channel),
})

/** RFC 8176: what was used, and that it was used once. */
const amrOf = (channel: Channel): readonly string[] => [channel === 'sms' ? 'sms' : 'tel', 'otp']

const enrolment = (channel: Channel): Exchange<PhoneKept, Opened> => ({
  wrong: { code: 'wrong-code', field: 'code' },
  ask: (about, moment, asking) => askBy(channel, about, moment, asking),
  screen: (about, moment) =>
    about.open
      ? { ...codeScreen(channel, about), canCorrect: true }
      : phoneScreen(channel, about, moment),
  // What is mistyped is no guess: it is told, and costs nothing.
  missing: (answer, about, moment) => {
    if (about.open) return codeMissing(answer)
    const read = readNumber(channel, answer, about, moment)
    return 'problem' in read ? read.problem : undefined
  },
  check: async (answer, about, moment) => {
    if (!about.open) return judgeNumber(channel, answer, about, moment)
    // It may have been set up in another tab since its code was sent (ATK-ENR-10).
    return about.mine.some(({ kept }) => kept.number === phoneOf(about)?.number)
      ? { is: 'wrong', problem: { code: 'set-up-already', field: 'code' } }
      : judgeCode(channel, answer, about, moment)
  },
})

const codeOf = (about: AboutPhone, phone: PhoneKept, round: number): string =>
  digitsFrom(about.draw(`code ${phone.number} ${round}`), codeDigits)

async function askBy(
  channel: Channel,
  about: AboutPhone,
  moment: Moment,
  { round, channel: pressed }: Asking,
): Promise<Asked<Opened> | Unasked> {
  const phone = phoneOf(about)
  if (!phone) return { problem: { code: 'phone-missing', field: 'phone' } }
  const by = pressed ?? channel
  const unfit = unfitFor(by, phone.number, about, moment)
  if (unfit) return { problem: unfit }
  return asked(about, moment, { phone, by, round, facts: about.open?.facts ?? {} })
}

interface Making {
  readonly phone: PhoneKept
  readonly by: Channel
  readonly round: number
  readonly facts: Opened
}

function asked(
  about: AboutPhone,
  moment: Moment,
  { phone, by, round, facts }: Making,
): Asked<Opened> {
  const send: ToSend = {
    channel: by,
    to: phone.number,
    code: codeOf(about, phone, round),
    ...(phone.extension && { extension: phone.extension }),
  }
  return { facts, lifeSeconds: moment.house.configuration().lives.codeSeconds, send }
}

/** Told before anything is sent: nobody waits for a message that cannot come. */
function unfitFor(
  by: Channel,
  written: string,
  { canCall }: AboutPhone,
  moment: Moment,
): Problem | undefined {
  const read = readPhone(written)
  if (!isPhone(read)) return { code: 'not-a-phone', field: 'phone' }
  const { countries: allowed } = moment.house.configuration().phones
  if (!allowed.includes(read.country)) return { code: 'country-not-allowed', field: 'phone' }
  if (by === 'voice' && !(canCall && canBeCalled(read.kind))) return { code: 'no-calls' }
  return by === 'sms' && !canGetText(read.kind) ? { code: 'landline', field: 'phone' } : undefined
}

const problemOf: Readonly<Record<PhoneProblem, ProblemCode>> = {
  missing: 'phone-missing',
  'too-short': 'phone-too-short',
  'too-long': 'phone-too-long',
  'not-a-number': 'not-a-phone',
  'unknown-country': 'country-not-allowed',
  'not-in-use': 'not-a-phone',
  'special-number': 'not-a-phone',
}

interface ReadNumber {
  readonly phone: PhoneKept
  readonly by: Channel
}

function readNumber(
  channel: Channel,
  answer: Answer,
  about: AboutPhone,
  moment: Moment,
): ReadNumber | Unasked {
  const wrong = (code: ProblemCode, field = 'phone'): Unasked => ({ problem: { code, field } })
  const { country } = moment.house.configuration().phones
  const read = readPhone(answer.phone ?? '', answer.country || country)
  if (!isPhone(read)) return wrong(problemOf[read])
  const extension = answer.extension?.trim() ? readExtension(answer.extension) : ''
  if (extension === undefined) return wrong('extension-wrong', 'extension')
  if (about.mine.some(({ kept }) => kept.number === read.e164)) return wrong('set-up-already')
  const by = answer.do === 'call' ? 'voice' : channel
  const unfit = unfitFor(by, read.e164, about, moment)
  return unfit ? { problem: unfit } : { phone: phoneFrom(read, extension), by }
}

function judgeNumber(
  channel: Channel,
  answer: Answer,
  about: AboutPhone,
  moment: Moment,
): Outcome<PhoneKept, Opened> {
  const read = readNumber(channel, answer, about, moment)
  if ('problem' in read) return { is: 'wrong', problem: read.problem }
  const facts = { typed: read.phone }
  return { is: 'more', asked: asked(about, moment, { ...read, round: about.nextRound, facts }) }
}

const phoneFrom = ({ e164 }: Phone, extension: string): PhoneKept => ({
  number: e164,
  ...(extension && { extension }),
})

function judgeCode(
  channel: Channel,
  answer: Answer,
  about: AboutPhone,
  moment: Moment,
): Outcome<PhoneKept, Opened> {
  const phone = phoneOf(about)
  const { open } = about
  const to = phone ?? { number: 'nobody has this one' }
  const typed = withoutBlanks(answer.code)
  const judged = judgeSent(typed, open, (round) => codeOf(about, to, round), moment)
  if (judged.is !== 'right') return judged
  if (!open || !phone) return { is: 'wrong' }
  return {
    is: 'right',
    keep: phone,
    label: maskPhone(phone.number),
    // One number is one method of a person, whichever way it is used.
    ...(about.person && { handle: `${about.person.id} ${phone.number}` }),
    ...fateOf(phone),
    proof: { amr: amrOf(open.channel === 'voice' ? 'voice' : channel) },
  }
}

/** A landline is lost with the house it stands in, and not with the phone in the pocket. */
const fateOf = (phone: PhoneKept): { readonly fate?: 'house' } => {
  const read = readPhone(phone.number)
  return isPhone(read) && read.kind === 'fixed' ? { fate: 'house' } : {}
}
