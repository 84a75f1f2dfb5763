// docs/events.md, drawn from the list of kinds, so that it is never older than the code.
import { z } from 'zod'
import { eventKinds } from '../src/domain/events/event-kinds.ts'

const head = `# Events

Every act leaves one row in the table \`events\`, in the transaction of the act itself: if the
event cannot be written, the act does not happen. Rows are added and never changed. Each row has
\`id\`, \`at\`, \`kind\`, \`person_id\` (whom it is about), \`actor\` (who did it, when somebody
else did), \`address\` (where the request came from), \`case_number\` (what the person was
shown) and \`data\`, with the fields below. No secret, code, answer, password or name as typed
is ever kept; free text is cut to 200 signs, and signs that cannot be seen are written out.

Once a minute the rows are sealed: a SHA-256 over each batch, chained to the one before and
signed. The newest seal is also kept outside the database, in \`event-heads.jsonl\` in the data
folder; copy that file to another machine. \`portvakt events verify\` reads everything again and
finds any row that was changed, removed, added or moved, and a tail that was cut off.

This page is generated from \`src/domain/events/event-kinds.ts\` by \`npm run docs\`.

| event | says | keeps |
| --- | --- | --- |
`

/** The whole text of docs/events.md. */
export function drawEvents(): string {
  const lines = Object.entries(eventKinds).map(
    ([kind, { says, shape }]) => `| \`${kind}\` | ${says} | ${fieldsOf(shape) || 'nothing more'} |`,
  )
  return `${head}${lines.join('\n')}\n`
}

const fieldsOf = (shape: z.ZodObject): string =>
  Object.entries(shape.shape)
    .map(([name, field]) => `\`${name}\`${field instanceof z.ZodOptional ? '?' : ''}`)
    .join(', ')
