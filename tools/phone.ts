// A phone on the command line, for whoever tries the house without one: `npm run phone -- help`.
// The second client of docs/phone-protocol.md and the proof that the page is enough; must never
// import from the house or from its app.
import { createInterface } from 'node:readline/promises'
import { fileURLToPath } from 'node:url'
import * as acts from './phone/acts.ts'
import { HouseSaysNo, type Looked, type PhoneRequest } from './phone/answers.ts'
import { codeNow } from './phone/code-account.ts'
import { readApproval, readWords, type Typed, usage } from './phone/command-line.ts'
import { join } from './phone/joining.ts'
import { keyFrom, publicOf } from './phone/keys.ts'
import { moveAddress, movePair, movingKey, openAccounts } from './phone/moving.ts'
import { openOwn, unlock } from './phone/own-phone.ts'
import { pairWords } from './phone/pair-words.ts'
import { type StateFile, stateFile } from './phone/state-file.ts'
import { waitFor } from './phone/waiting.ts'

export type Say = (line: string) => void

/** What came with the look is kept before anything else is done. */
async function look(file: StateFile): Promise<Looked> {
  const speaker = openOwn(file)
  const looked = await acts.look(speaker).catch((fault: unknown) => {
    // It was heard: what was handed over does not stay here.
    if (fault instanceof HouseSaysNo && fault.word === 'unknown-phone' && file.read().giving)
      file.remove()
    throw fault
  })
  file.write({ giving: undefined })
  const { codes, claimed, from = '' } = file.read()
  if (looked.moved && claimed && acts.isInPicture(looked.moved.key, from)) {
    const key = movingKey(keyFrom(claimed), looked.moved.key)
    file.write({ codes: [...codes, ...openAccounts(key, looked.moved.sealed)], claimed: undefined })
    await acts.told(speaker, 'moved')
  }
  if (looked.codes) {
    file.write({ codes: [...file.read().codes, looked.codes] })
    await acts.told(speaker)
  }
  return looked
}

const clock = (seconds: number): string => new Date(seconds * 1000).toLocaleTimeString('nb-NO')

function tell(say: Say, { kind, digits, until, shown }: PhoneRequest): void {
  const { service, at, ...more } = shown
  const what = Object.values(more).filter((each) => typeof each === 'string')
  const from = [service, ...what, clock(at)].join(' · ')
  say(`${kind === 'test' ? 'A test' : 'Somebody signs in'}: ${from}`)
  say(`The page shows ${digits} digits; it waits until ${clock(until)}`)
}

async function showWhatWaits(file: StateFile, typed: Typed, say: Say): Promise<void> {
  const withRequest = async () => {
    const seen = await look(file)
    return seen.requests.length > 0 ? seen : undefined
  }
  const looked = (typed.wait && (await waitFor(openOwn(file), withRequest))) || (await look(file))
  const { account, organisation, state, requests } = looked
  say(`${account.name} (${account.login}), ${organisation.name}: ${state}`)
  for (const request of requests) tell(say, request)
  if (requests.length === 0) say('Nothing waits')
}

function theOne(requests: readonly PhoneRequest[], id?: string): PhoneRequest {
  const asked = id === undefined ? requests : requests.filter((each) => each.id === id)
  const [request, another] = asked
  if (!request) throw new Error('Nothing waits')
  if (another) throw new Error('More than one waits: approve with the address in its picture')
  return request
}

async function approve(file: StateFile, { about = '', pin }: Typed, say: Say): Promise<void> {
  const { request: id, number, seen = '', here } = readApproval(about)
  const { requests } = await look(file)
  const request = theOne(requests, id)
  const speaker = openOwn(file)
  tell(say, request)
  const isTest = request.kind === 'test'
  const lock = isTest ? undefined : await unlock(speaker, file.read(), pin)
  if (here !== undefined && lock) {
    const { is, back = '' } = await acts.approveHere(speaker, request, { here, lock })
    say(`${is} ${back}`.trim())
    return
  }
  const read = number === undefined ? { seen } : { number }
  say(await acts.approve(speaker, request, { seen: read, lock }))
}

async function refuse(file: StateFile, answer: 'deny' | 'not-me', say: Say): Promise<void> {
  const { requests } = await look(file)
  say(await acts.refuse(openOwn(file), theOne(requests), answer))
}

function showCodes(file: StateFile, say: Say): void {
  const { codes } = file.read()
  if (codes.length === 0) say('There is no account for codes here: look first')
  for (const each of codes) {
    const { code, secondsLeft } = codeNow(each, Date.now() / 1000)
    say(`${code}  ${each.issuer} · ${each.label} (${secondsLeft} s left)`)
  }
}

async function move(file: StateFile, { pin, yes }: Typed, say: Say): Promise<void> {
  const speaker = openOwn(file)
  const lock = await unlock(speaker, file.read(), pin)
  const { key, code, until } = await acts.move(speaker)
  say(`Add this on the new phone before ${clock(until)}:`)
  say(moveAddress(speaker.at, code, publicOf(key)))
  const came = await waitFor(speaker, () => acts.newcomer(speaker))
  if (!came) throw new Error('No phone has come')
  const { pair } = await acts.showMove(speaker, key, came)
  say(`«${came.name}» has come. Both show: ${pairWords(pair)}`)
  if (!yes && !(await isYes('The same on the new phone? (yes) '))) return
  file.write({ giving: true })
  await acts.giveMove(speaker, { key, came, accounts: file.read().codes, lock })
  file.remove()
  say('Moved. This phone counts no more.')
}

/** The old phone shows its key when it has seen who has come; nothing where it goes on at once. */
async function pairShown(
  file: StateFile,
  to: string,
): Promise<readonly [number, number] | undefined> {
  const speaker = openOwn(file)
  const key = await waitFor(speaker, async () => {
    const { moving, moved } = await acts.look(speaker)
    return moving?.key ?? moved?.key
  })
  return key && acts.isInPicture(key, file.read().from ?? '') ? movePair(key, to) : undefined
}

async function isYes(question: string): Promise<boolean> {
  const asking = createInterface({ input: process.stdin, output: process.stdout })
  const said = await asking.question(question)
  asking.close()
  return /^y(es)?$/i.test(said.trim())
}

export async function phone(words: readonly string[], say: Say): Promise<void> {
  const typed = readWords(words)
  const file = stateFile(typed.path)
  switch (typed.act) {
    case 'add': {
      const { found, pair, to, test } = await join(file, typed)
      say(`${found.account.name} (${found.account.login}), ${found.organisation.name}`)
      const both = pair ?? (to !== undefined && (await pairShown(file, to)))
      if (both) say(`Both show: ${pairWords(both)}`)
      if (test) say('A test waits: approve it with the number on the page')
      return
    }
    case 'look':
      return showWhatWaits(file, typed, say)
    case 'approve':
      return approve(file, typed, say)
    case 'deny':
    case 'not-me':
      return refuse(file, typed.act, say)
    case 'code':
      return showCodes(file, say)
    case 'apps':
      for (const { name, address } of await acts.apps(openOwn(file))) say(`${name}  ${address}`)
      return
    case 'move':
      return move(file, typed, say)
    case 'leave':
      await acts.leave(openOwn(file))
      file.remove()
      say('This phone counts no more.')
      return
    default:
      say(usage)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  try {
    await phone(process.argv.slice(2), (line) => console.log(line))
  } catch (fault) {
    console.error(fault instanceof Error ? fault.message : fault)
    if (fault instanceof HouseSaysNo && fault.word === 'unknown-phone')
      console.error('This phone counts no more: add it anew')
    process.exitCode = 1
  }
