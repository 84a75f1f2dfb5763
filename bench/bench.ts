// `npm run bench -- W1 [--json] [--seconds N]`: runs one workload, ours and the peer in turn, and
// says what was measured and against what. Benchmarks are commands and never tests: nothing here
// can make a build red.
import { parseArgs } from 'node:util'
import { run as importing } from './import.ts'
import { run as idleMemory } from './memory.ts'
import { clientCredentials, refresh, whatIsAlike } from './oidc/oidc.ts'
import { run as signInPage } from './page.ts'
import type { Options, Result } from './result.ts'
import { run as oneDecision } from './rules/one-decision.ts'
import { run as rehearsed } from './rules/rehearse.ts'
import { run as samlAnswer } from './saml-answer.ts'
import { run as passwordSignIn } from './sign-in.ts'
import { run as startUp } from './start-up.ts'
import { run as appCode } from './totp/totp.ts'
import { run as toldOnThePc } from './waits/told.ts'
import { run as pagesThatWait } from './waits/waits.ts'

const workloads: Readonly<Record<string, (options: Options) => Promise<Result>>> = {
  W1: passwordSignIn,
  W2: appCode,
  W3: toldOnThePc,
  W5: refresh,
  W6: clientCredentials,
  W8: whatIsAlike,
  W9: samlAnswer,
  W10: importing,
  W14: startUp,
  W15: idleMemory,
  W16: signInPage,
  rules: oneDecision,
  rehearse: rehearsed,
  waits: pagesThatWait,
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, seconds: { type: 'string' } },
})
const names = positionals.length > 0 ? positionals : Object.keys(workloads)
const seconds = values.seconds === undefined ? undefined : Number(values.seconds)
for (const name of names) {
  const workload = workloads[name]
  if (!workload || Number.isNaN(seconds)) {
    console.error(`npm run bench -- ${Object.keys(workloads).join(' | ')} [--json] [--seconds N]`)
    process.exitCode = 2
    break
  }
  const result = await workload(seconds === undefined ? {} : { seconds })
  console.log(values.json ? JSON.stringify(result) : asText(result))
}

function asText(result: Result): string {
  const { workload, unit, ours, peer, ratio, limit, parts } = result
  const rows: (readonly [string, unknown])[] = [
    ['ours', ours],
    ['peer', peer],
    ['ratio', ratio],
    ['limit', limit],
    ...Object.entries(parts ?? {}),
    ['unit', unit],
    ['machine', result.machine],
  ]
  const shown = rows.filter(([, value]) => value !== null)
  return [workload, ...shown.map(([name, value]) => `  ${name.padEnd(12)} ${String(value)}`)].join(
    '\n',
  )
}
