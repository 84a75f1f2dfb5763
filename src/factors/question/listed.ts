// The closed list of questions, by the names they have in the texts; and whether an answer only
// says a question again. A name is never changed: what people have chosen stands under it.
import { foldAnswer } from '../../lib/methods/fold-answer.ts'
import { languages } from '../../shapes/language.ts'
import { say } from '../../../texts/index.ts'

export const listed = [
  'toy',
  'hiding-place',
  'dream',
  'book',
  'dish',
  'song',
  'smell',
  'journey',
  'game',
  'pride',
] as const
export type Listed = (typeof listed)[number]

export const isListed = (name: string): name is Listed => listed.some((each) => each === name)

interface Asked {
  readonly about: Listed | 'own'
  readonly own?: string
}

/** Every language: the page may be read in one, and answered with the words of another. */
const wordings = ({ about, own }: Asked): readonly string[] =>
  about === 'own' ? [own ?? ''] : languages.map((language) => say(language, `question.${about}`))

const wordsOf = (text: string): readonly string[] =>
  text
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .map(foldAnswer)
    .filter(Boolean)

/** «kosedyr», «første kosedyret» where it asks «Hva het det første kosedyret ditt?» */
export const isFromQuestion = (reply: string, asked: Asked): boolean =>
  wordings(asked).some((wording) => {
    const words = wordsOf(wording)
    return wordsOf(reply).every((word) => words.some((each) => each.includes(word)))
  })
