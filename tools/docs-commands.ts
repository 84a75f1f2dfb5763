// docs/commands.md, drawn from the commands themselves.
import { commands } from '../src/commands/main.ts'

const head = `# Commands

\`npx portvakt …\`, in the folder of the house. A command ends with 0 when it did what was asked,
with 1 when it could not (and says why), and with 2 when it was not understood. Beside a running
server it uses that server's own database. Without settings every command works on the demo's data
folder.

This page is generated from \`src/commands/\` by \`npm run docs\`.

| command | does |
| --- | --- |
| \`portvakt serve\` | Opens the door. Needs a public https address and a master key. |
`

/** The whole text of docs/commands.md. */
export const drawCommands = (): string =>
  `${head}${commands
    .map(
      ({ words, takes, says }) =>
        `| \`portvakt ${`${words} ${takes}`.trim().replaceAll('|', '\\|')}\` | ${says} |\n`,
    )
    .join('')}`
