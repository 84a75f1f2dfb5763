// How many guesses a password is worth, by a model that knows Norwegian. Loaded at first use, since
// it is large and only those who choose a password need it. Must never see more than the first part
// of what was typed: its time grows with the length.
import type { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { norwegianKeyboard } from './keyboard.ts'
import { wordListNames, wordsOf } from './word-lists.ts'

interface Model {
  readonly zxcvbn: ZxcvbnFactory
  readonly leaked: ReadonlySet<string>
}

let opened: Promise<Model> | undefined

async function openModel(): Promise<Model> {
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ])
  const ours = Object.fromEntries(
    [...wordListNames, 'passwords' as const, 'walks' as const].map((list) => [
      list,
      [...wordsOf(list)],
    ]),
  )
  return {
    leaked: new Set(dictionary['passwords-common'].map((word) => word.toLowerCase())),
    zxcvbn: new ZxcvbnFactory({
      dictionary: { ...dictionary, ...ours },
      graphs: { norwegian: norwegianKeyboard(), keypad: adjacencyGraphs.keypad },
    }),
  }
}

const open = (): Promise<Model> => (opened ??= openModel())

const seenSigns = 64

/** The base-10 logarithm of the guesses: 3 is a thousand. */
export async function guessesOf(password: string, own: readonly string[]): Promise<number> {
  const { zxcvbn } = await open()
  const seen = Array.from(password.normalize('NFC')).slice(0, seenSigns).join('')
  return zxcvbn.check(seen, [...own]).guessesLog10
}

/**
 * True when it stands, letter case aside, on the model's list of the most used passwords of the
 * world.
 */
export const isMuchUsed = async (password: string): Promise<boolean> =>
  (await open()).leaked.has(password.toLowerCase())
