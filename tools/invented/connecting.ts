// docs/connecting/: a page for each application that `portvakt connect` knows, drawn from the same
// lines, with the addresses of an invented house.
import type { QuickStart, Values } from '../../src/commands/partners/connecting/quick-start.ts'
import { quickStarts } from '../../src/commands/partners/connecting/quick-starts.ts'

const house = 'https://logginn.fjordvik.example'

const valuesFor = ({ at }: QuickStart): Values => ({
  house,
  application: at,
  certificate: '-----BEGIN CERTIFICATE-----\n…\n-----END CERTIFICATE-----',
})

const speaks = { oidc: 'OpenID Connect', saml: 'SAML 2.0' } as const

const drawOne = (start: QuickStart): string => {
  const values = valuesFor(start)
  return [
    `# ${start.title}`,
    '',
    `By ${speaks[start.speaks]}. \`portvakt connect ${start.name} --at ADDRESS\` prints the same with`,
    'the addresses of your own house. This page is generated from',
    '`src/commands/partners/connecting/`: `npm run docs` writes it.',
    '',
    '## In the configuration of Portvakt',
    '',
    '```toml',
    start.ours(values),
    '```',
    '',
    ...(start.speaks === 'oidc'
      ? ['`A-SECRET` is made anew by a machine, 32 signs or more, and stands in both files.', '']
      : []),
    'Then `portvakt check FILE` and `portvakt apply FILE`.',
    '',
    `## Over there: ${start.where}`,
    '',
    '```',
    start.theirs(values),
    '```',
    '',
    ...start.notes.map((note) => `- ${note}`),
    '',
  ].join('\n')
}

const drawList = (): string =>
  [
    '# Connecting applications',
    '',
    'What is written on both sides, drawn from the same lines that `portvakt connect NAME` prints.',
    'This page is generated: `npm run docs` writes it.',
    '',
    '| application | by |',
    '| --- | --- |',
    ...quickStarts.map(
      ({ name, title, speaks: by }) => `| [${title}](${name}.md) | ${speaks[by]} |`,
    ),
    '',
  ].join('\n')

export const connectingPages: readonly (readonly [path: string, draw: () => string])[] = [
  ['docs/connecting/README.md', drawList],
  ...quickStarts.map((start): readonly [string, () => string] => [
    `docs/connecting/${start.name}.md`,
    () => drawOne(start),
  ]),
]
