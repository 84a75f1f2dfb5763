// A security question: chosen from the list or written by the person, and answered in the same way
// later. Friction and no proof by itself (ASVS 6.4.2): the Policy counts it only where a rule says
// so, and setting one up proves nothing. Must never keep or show an answer, or take one that the
// question or the password gives away.
import { z } from 'zod'
import type { Moment } from '../../domain/moment.ts'
import { answerSize, foldAnswer } from '../../lib/methods/fold-answer.ts'
import type { Answer } from '../../shapes/answer.ts'
import type { Problem } from '../../shapes/problem.ts'
import type { Screen } from '../../shapes/screen.ts'
import type { About, Exchange, Factor, Outcome } from '../factor.ts'
import { isFromQuestion, isListed, listed } from './listed.ts'

const ownMax = 200
const questionShape = z.strictObject({
  about: z.enum([...listed, 'own']),
  own: z.string().max(ownMax).exactOptional(),
  hash: z.string().max(400),
})
export type QuestionKept = z.output<typeof questionShape>
/** The person chose to write a question of their own. */
const openShape = z.strictObject({ writesOwn: z.literal(true) })
type Opened = z.output<typeof openShape>
type AboutQuestion = About<QuestionKept, Opened>

/** Nobody is hurried while they think of a question: as long as a visit at rest. */
const writingSeconds = 3600

const wrongReply: Problem = { code: 'wrong-reply', field: 'reply' }

const enrol: Exchange<QuestionKept, Opened> = {
  wrong: wrongReply,
  showsNothing: true,
  missing: (answer, about) =>
    isForOwn(answer, about) ? undefined : (aboutMissing(answer, about) ?? replyMissing(answer)),
  screen: (about, moment) => ({
    kind: 'question',
    purpose: 'set-up',
    questions: about.open ? [] : fromAnywhere(about),
    mayWriteOwn: moment.house.configuration().questions.own,
    minLength: moment.house.configuration().questions.minLength,
    ...about.around,
  }),
  check: judgeNew,
}

export const question: Factor<QuestionKept, Opened> = {
  name: 'question',
  fate: 'memory',
  canBeSetUp: true,
  first: false,
  single: true,
  bears: 'question',
  // Of those who use it: knowledge-based (RFC 8176).
  proof: { kinds: ['knows'], amr: ['kba'], resistsPhishing: false },
  kept: questionShape,
  open: openShape,
  prove: { wrong: wrongReply, missing: replyMissing, screen: askedScreen, check: judge },
  enrol,
}

/** One is there already, so that answering is enough; not the same for everybody. */
function fromAnywhere({ draw }: AboutQuestion): readonly string[] {
  const at = (draw('questions')[0] ?? 0) % listed.length
  return [...listed.slice(at), ...listed.slice(0, at)]
}

function replyMissing({ reply = '' }: Answer): Problem | undefined {
  return foldAnswer(reply) === '' ? { code: 'reply-missing', field: 'reply' } : undefined
}

function askedScreen({ method, around }: AboutQuestion, { house }: Moment): Screen {
  const { about, own } = method?.kept ?? {}
  return {
    kind: 'question',
    purpose: 'prove',
    questions: about === undefined || about === 'own' ? [] : [about],
    mayWriteOwn: false,
    ...(own !== undefined && { own }),
    minLength: house.configuration().questions.minLength,
    ...around,
  }
}

async function judge(
  { reply = '' }: Answer,
  { method }: AboutQuestion,
  { house }: Moment,
): Promise<Outcome<QuestionKept, Opened>> {
  const kept = method?.kept.hash ?? house.passwords.decoy
  const isRight = await house.passwords.verify(foldAnswer(reply), kept)
  if (isRight === 'busy') return { is: 'busy' }
  return { is: isRight && method ? 'right' : 'wrong' }
}

/** Asked for the field of an own question, which no question of the list is answered with. */
const isForOwn = ({ about, reply = '' }: Answer, { open }: AboutQuestion): boolean =>
  open === undefined && about === 'own' && reply === ''

function aboutMissing({ about = '' }: Answer, { open }: AboutQuestion): Problem | undefined {
  const isThere = open ? /[\p{L}\p{N}]/u.test(about) : isListed(about)
  return isThere ? undefined : { code: 'question-missing', field: 'about' }
}

type Chosen = Pick<QuestionKept, 'about' | 'own'>

/** The chosen question; nothing where it is none. */
function chosen({ about = '' }: Answer, { open }: AboutQuestion): Chosen | undefined {
  const written = about.trim()
  if (open) return written.length <= ownMax ? { about: 'own', own: written } : undefined
  return isListed(about) ? { about } : undefined
}

async function judgeNew(
  answer: Answer,
  about: AboutQuestion,
  moment: Moment,
): Promise<Outcome<QuestionKept, Opened>> {
  const { questions } = moment.house.configuration()
  if (isForOwn(answer, about) && questions.own)
    return { is: 'more', asked: { facts: { writesOwn: true }, lifeSeconds: writingSeconds } }
  const asked = chosen(answer, about)
  // An own question is none any more where the organisation has stopped them meanwhile.
  if (!asked || (asked.about === 'own' && !questions.own))
    return { is: 'wrong', problem: { code: 'question-missing', field: 'about' } }
  const { reply = '' } = answer
  const unfit = unfitReply(reply, asked, questions.minLength)
  if (unfit) return { is: 'wrong', problem: unfit }
  const isPassword = await about.isPassword(reply)
  if (isPassword === 'busy') return { is: 'busy' }
  if (isPassword) return { is: 'wrong', problem: repeats }
  const hash = await moment.house.passwords.hash(foldAnswer(reply))
  if (hash === 'busy') return { is: 'busy' }
  return { is: 'right', keep: { ...asked, hash } }
}

const repeats: Problem = { code: 'reply-repeats', field: 'reply' }

function unfitReply(reply: string, asked: Chosen, min: number): Problem | undefined {
  const { signs, different } = answerSize(foldAnswer(reply))
  if (signs < min) return { code: 'reply-too-short', field: 'reply', with: { min } }
  // «aaaa» is one sign, however often it stands there.
  if (different < 2) return { code: 'reply-too-short', field: 'reply' }
  return isFromQuestion(reply, asked) ? repeats : undefined
}
