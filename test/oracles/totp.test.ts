// Our codes against those of others: the tables of the standards, and three programs that people
// use. A program that is not on this machine is skipped by name.
import { execFileSync, spawnSync } from 'node:child_process'
import { randomBytes, randomInt } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TOTP, URI } from 'otpauth'
import { expect, onTestFinished, test } from 'vitest'
import {
  codeAt,
  type CodeShape,
  makeKey,
  otpauthAddress,
  stepAt,
  usualShape,
} from '../../src/lib/methods/totp.ts'

const isThere = (program: string): boolean => spawnSync(program, ['--version']).status === 0

const seed = '1234567890'.repeat(7)
const eightDigits = (hash: CodeShape['hash']) => ({ hash, digits: 8, stepSeconds: 30 })

test.each([
  [0, '755224'],
  [1, '287082'],
  [2, '359152'],
  [3, '969429'],
  [4, '338314'],
  [5, '254676'],
  [6, '287922'],
  [7, '162583'],
  [8, '399871'],
  [9, '520489'],
])('step %i is %s, as in RFC 4226, appendix D', (step, code) => {
  expect(codeAt(Buffer.from(seed.slice(0, 20)), step)).toBe(code)
})

test.each([
  [59, '94287082', '46119246', '90693936'],
  [1111111109, '07081804', '68084774', '25091201'],
  [1111111111, '14050471', '67062674', '99943326'],
  [1234567890, '89005924', '91819424', '93441116'],
  [2000000000, '69279037', '90698825', '38618901'],
  [20000000000, '65353130', '77737706', '47863826'],
])('second %i gives what RFC 6238, appendix B, says', (second, sha1, sha256, sha512) => {
  const codeOf = (hash: CodeShape['hash'], length: number) => {
    const shape = eightDigits(hash)
    const step = stepAt(new Date(second * 1000), shape)
    return codeAt(Buffer.from(seed.slice(0, length)), step, shape)
  }
  expect(codeOf('sha1', 20)).toBe(sha1)
  expect(codeOf('sha256', 32)).toBe(sha256)
  expect(codeOf('sha512', 64)).toBe(sha512)
})

/** Half of them as we make them for code apps, half as hardware tokens may have them. */
const randomTokens = (count: number): { key: Buffer; shape: CodeShape; second: number }[] =>
  Array.from({ length: count }, (_, at) => ({
    key: at % 2 === 0 ? makeKey() : randomBytes(randomInt(16, 65)),
    shape: at % 2 === 0 ? usualShape : randomShape(),
    second: randomInt(0, 2 ** 32),
  }))

const randomShape = (): CodeShape => ({
  hash: (['sha1', 'sha256', 'sha512'] as const)[randomInt(3)] ?? 'sha1',
  digits: randomInt(6, 9),
  stepSeconds: randomInt(2) === 0 ? 30 : 60,
})

const stepsEach = 5

test.skipIf(!isThere('oathtool'))('a thousand keys give the codes that oathtool gives', () => {
  const tokens = randomTokens(1000)
  const said = execFileSync('sh', {
    input: tokens.map(oathtoolLine).join('\n'),
    encoding: 'utf8',
  })
  const ours = tokens.flatMap(({ key, shape, second }) => {
    const step = stepAt(new Date(second * 1000), shape)
    return Array.from({ length: stepsEach }, (_, at) => codeAt(key, step + at, shape))
  })
  expect(ours).toHaveLength(1000 * stepsEach)
  expect(said.trim().split('\n')).toEqual(ours)
})

function oathtoolLine({ key, shape, second }: ReturnType<typeof randomTokens>[number]): string {
  const { hash, digits, stepSeconds } = shape
  const kind = `--totp=${hash} -d ${digits} -s ${stepSeconds}s`
  return `oathtool ${kind} -N @${second} -w ${stepsEach - 1} ${key.toString('hex')}`
}

test('a thousand addresses are read by otpauth, and give the same codes there', () => {
  for (const [at, { key, shape, second }] of randomTokens(1000).entries()) {
    const account = `kari.nordmann+${at}@fjordvik.example`
    const read = URI.parse(otpauthAddress({ issuer: 'Fjordvik høyskole', account, key, shape }))
    expect(read).toBeInstanceOf(TOTP)
    expect({ issuer: read.issuer, label: read.label }).toEqual({
      issuer: 'Fjordvik høyskole',
      label: account,
    })
    const theirs = read instanceof TOTP ? read.generate({ timestamp: second * 1000 }) : ''
    expect(codeAt(key, stepAt(new Date(second * 1000), shape), shape)).toBe(theirs)
  }
})

test.skipIf(!isThere('keepassxc-cli'))(
  'a thousand addresses kept in KeePassXC show our codes there',
  async () => {
    const tokens = randomTokens(1000)
    const shown = await shownByKeePass(
      tokens.map(({ key, shape }) =>
        otpauthAddress({
          issuer: 'Fjordvik høyskole',
          account: 'kari@fjordvik.example',
          key,
          shape,
        }),
      ),
    )
    for (const [at, { key, shape }] of tokens.entries()) {
      // It shows the code of now, and now may pass into another step while it reads them all.
      const first = stepAt(shown.from, shape)
      const steps = stepAt(shown.to, shape) - first + 1
      const ours = Array.from({ length: steps }, (_, more) => codeAt(key, first + more, shape))
      expect(ours).toContain(shown.codes[at])
    }
  },
)

async function shownByKeePass(addresses: readonly string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'keepass-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const [list, kept, keyFile] = ['list.xml', 'kept.kdbx', 'key.keyx'].map((name) =>
    join(folder, name),
  ) as [string, string, string]
  const entries = addresses.map((address, at) => field('Title', `e${at}`) + field('otp', address))
  await writeFile(
    list,
    `<KeePassFile><Root><Group><Name>Root</Name>${entries
      .map((entry) => `<Entry>${entry}</Entry>`)
      .join('')}</Group></Root></KeePassFile>`,
  )
  const keePass = (words: readonly string[], input = '') =>
    execFileSync('keepassxc-cli', words, {
      input,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, QT_QPA_PLATFORM: 'offscreen', HOME: folder },
    })
  keePass(['import', '-q', '--set-key-file', keyFile, list, kept])
  const asked = addresses.map((_, at) => `show -t e${at}\n`).join('')
  const from = new Date()
  const said = keePass(['open', '-q', '-k', keyFile, '--no-password', kept], asked)
  const to = new Date()
  return { from, to, codes: [...said.matchAll(/> show -t e\d+\n(\d+)/g)].map(([, code]) => code) }
}

const field = (name: string, value: string): string =>
  `<String><Key>${name}</Key><Value>${value.replaceAll('&', '&amp;')}</Value></String>`
