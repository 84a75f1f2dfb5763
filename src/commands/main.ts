// The command line: which command was meant, what it takes, and how it ends. Must never hold a
// rule: each command asks the domain as a request would.
import { parseArgs } from 'node:util'
import { Refusal } from '../domain/refusal.ts'
import { CannotStart } from '../lib/cannot-start.ts'
import { readSettings, type Settings } from '../settings.ts'
import { type Command, Misunderstood, type Teller } from './command.ts'
import { apply, check } from './configuration.ts'
import { eventsCase, eventsList, eventsVerify } from './events.ts'
import { connect } from './partners/connect.ts'
import { gatewaysCost, gatewaysShow } from './partners/gateways.ts'
import {
  peopleFreeze,
  peopleLetter,
  peopleRemoveMethod,
  peopleRestoreMethod,
  peopleUnfreeze,
  peopleUnlock,
} from './helpdesk/acts.ts'
import {
  peopleAddAddress,
  peopleAwaited,
  peopleConfirmAddress,
  peopleTakeBackAddress,
} from './helpdesk/addresses.ts'
import { connectionsForget, connectionsPreview } from './helpdesk/connections.ts'
import { mailPreview, mailTest } from './mail.ts'
import { metadataRead } from './partners/metadata.ts'
import { type OpenedHouse, openHouse } from './open-house.ts'
import { peoplePass } from './passes.ts'
import { passwordsPack } from './passwords.ts'
import {
  peopleForgetBrowsers,
  peopleImport,
  peopleInvite,
  peoplePin,
  peopleState,
} from './people.ts'
import { peopleShow } from './helpdesk/show.ts'
import { rehearsal } from './rehearse.ts'
import { rules } from './rules.ts'
import { peopleSeal } from './seal.ts'
import { settings } from './settings.ts'
import { tokensImport, tokensList } from './tokens.ts'
import { epochRaise, keysRetire, keysRotate, messagesDead, messagesRetry } from './upkeep.ts'
import { whatIf } from './what-if.ts'

export const commands: readonly Command[] = [
  apply,
  check,
  connect,
  connectionsPreview,
  connectionsForget,
  rehearsal,
  rules,
  whatIf,
  peopleImport,
  peopleInvite,
  peopleShow,
  peoplePin,
  peoplePass,
  peopleSeal,
  peopleState,
  peopleForgetBrowsers,
  peopleUnlock,
  peopleFreeze,
  peopleUnfreeze,
  peopleLetter,
  peopleRemoveMethod,
  peopleRestoreMethod,
  peopleAddAddress,
  peopleAwaited,
  peopleConfirmAddress,
  peopleTakeBackAddress,
  tokensImport,
  tokensList,
  gatewaysShow,
  gatewaysCost,
  passwordsPack,
  mailPreview,
  mailTest,
  metadataRead,
  messagesDead,
  messagesRetry,
  keysRotate,
  keysRetire,
  epochRaise,
  eventsList,
  eventsCase,
  eventsVerify,
  settings,
]

/** Runs one command, and gives the code to end with: 0 done, 1 not done, 2 not understood. */
export async function run(
  argv: readonly string[],
  teller: Teller,
  given?: () => Settings,
): Promise<number> {
  const command = commands.find(({ words }) => `${argv.join(' ')} `.startsWith(`${words} `))
  if (!command) return help(argv, teller)
  let house: OpenedHouse | undefined
  try {
    const { values, positionals } = parseArgs({
      args: argv.slice(command.words.split(' ').length),
      options: command.options ?? {},
      allowPositionals: true,
    })
    return await command.run({
      ...teller,
      words: positionals,
      options: Object.fromEntries(
        Object.entries(values).map(([name, value]) => [
          name,
          Array.isArray(value) ? undefined : value,
        ]),
      ),
      async moment() {
        const read = (given ?? readSettings)()
        house ??= await openHouse(read)
        return { moment: house.moment, settings: read }
      },
    })
  } catch (fault) {
    return failed(fault, command, teller)
  } finally {
    await house?.close()
  }
}

function failed(fault: unknown, command: Command, { complain }: Teller): number {
  if (fault instanceof CannotStart || isFileFault(fault)) {
    complain(fault.message)
    return 1
  }
  if (fault instanceof Refusal) {
    complain(`This cannot be done: ${fault.code}. Nothing was changed.`)
    return 1
  }
  if (fault instanceof Misunderstood || isParsing(fault)) {
    complain(`${fault.message}.`)
    complain(`  portvakt ${command.words} ${command.takes}`)
    return 2
  }
  throw fault
}

const codeOf = (fault: Error): string => ('code' in fault ? String(fault.code) : '')
const isParsing = (fault: unknown): fault is Error =>
  fault instanceof Error && codeOf(fault).startsWith('ERR_PARSE_ARGS')
const isFileFault = (fault: unknown): fault is Error =>
  fault instanceof Error &&
  ['ENOENT', 'EACCES', 'EEXIST', 'EISDIR', 'ENOSPC'].includes(codeOf(fault))

function help(argv: readonly string[], { say, complain }: Teller): number {
  const isAsked = argv.length === 0 || ['help', '--help', '-h'].includes(argv[0] ?? '')
  if (!isAsked) complain(`«${argv.slice(0, 2).join(' ')}» is no command.`)
  const tell = isAsked ? say : complain
  tell('portvakt serve')
  tell(
    '    Opens the door. Needs a public https address and a master key; `npm start` is the demo.',
  )
  for (const { words, takes, says } of commands) tell(`portvakt ${words} ${takes}\n    ${says}`)
  return isAsked ? 0 : 2
}
