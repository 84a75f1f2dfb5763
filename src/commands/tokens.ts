// `tokens import` and `tokens list`: the code tokens that the house has bought. Must never print a
// seed, or a serial number whole.
import { readFileSync } from 'node:fs'
import { importTokens } from '../domain/methods/tokens.ts'
import { usualShape, type CodeShape } from '../lib/methods/totp.ts'
import { listTokens } from '../store/methods/tokens.ts'
import { type Called, type Command, Misunderstood, onlyWord, textOption } from './command.ts'

export const tokensImport: Command = {
  words: 'tokens import',
  takes: 'FILE [--digits 6] [--seconds 30] [--hash sha1]',
  says:
    'Brings in the code tokens of a vendor’s file (a table with serial numbers and seeds). Bad ' +
    'lines are named, good ones kept. The options say what stands in the letter and not in the ' +
    'file.',
  options: {
    digits: { type: 'string' },
    seconds: { type: 'string' },
    hash: { type: 'string' },
  },
  async run(called) {
    const path = onlyWord(called, 'The file')
    const otherwise = shapeMeant(called)
    const text = readText(path)
    const { moment } = await called.moment()
    const { count, bad } = await importTokens(moment, text, otherwise)
    for (const { line, because } of bad) called.complain(`  line ${line}: ${because}`)
    called.say(`${count} tokens brought in, ${bad.length} bad lines.`)
    if (count > 0) called.say(`The seeds stand in plain in ${path}: lock it away, or delete it.`)
    return bad.length > 0 ? 1 : 0
  },
}

function shapeMeant(called: Called): CodeShape {
  const oneOf = <Value extends string>(
    name: string,
    values: readonly Value[],
    usual: string | number,
  ): Value => {
    const said = textOption(called, name) ?? String(usual)
    const value = values.find((each) => each === said)
    if (value === undefined)
      throw new Misunderstood(`--${name} is one of ${values.join(', ')}, and not «${said}»`)
    return value
  }
  return {
    digits: Number(oneOf('digits', ['6', '7', '8'], usualShape.digits)),
    stepSeconds: Number(oneOf('seconds', ['30', '60'], usualShape.stepSeconds)),
    hash: oneOf('hash', ['sha1', 'sha256', 'sha512'], usualShape.hash),
  }
}

const bytesMax = 10 * 1024 * 1024

function readText(path: string): string {
  const bytes = readFileSync(path)
  if (bytes.length > bytesMax)
    throw new Misunderstood(`${path} is larger than 10 MB: divide the list`)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new Misunderstood(`${path} is not UTF-8: save it as «CSV UTF-8»`)
  }
}

export const tokensList: Command = {
  words: 'tokens list',
  takes: '',
  says: 'Lists the code tokens by the last signs of their serial numbers, and who holds each.',
  async run(called) {
    if (called.words.length > 0) throw new Misunderstood(`«${called.words[0]}» is too much`)
    const { moment } = await called.moment()
    const rows = await listTokens(moment.db)
    for (const { ending, added_at: added, login, used_at: used } of rows) {
      const whose = login === null ? 'nobody’s yet' : login
      const last = used === null ? '' : `, used ${used.toISOString().slice(0, 10)}`
      called.say(`  …${ending}  ${whose}, brought in ${added.toISOString().slice(0, 10)}${last}`)
    }
    const held = rows.filter(({ login }) => login !== null).length
    called.say(`${rows.length} tokens, ${held} of them held by somebody.`)
    return 0
  },
}
