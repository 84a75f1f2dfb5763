// docs/settings.md, drawn from the shapes that read the settings, so that it is never older than
// the code.
import { z } from 'zod'
import { houseFileShape } from '../src/domain/applying/house-file.ts'
import { allSettings, type NamedSetting } from '../src/settings.ts'

const head = `# Settings

Two halves, which may stand in one TOML file. The **server's half** is what one machine must know
before it can open the door; the environment goes before the file. The **house's half** is what
the organisation decides; \`portvakt apply FILE\` brings it into force on every node at once,
\`--dry-run\` tells the difference first, and \`portvakt check FILE\` says what weakens it and by
which standard.

Nothing is needed for the demo (\`npm start\`). \`portvakt serve\` tells everything that is
missing at once. A secret may stand in a file of its own: add \`_FILE\` to its name in the
environment; a file that everybody on the machine can read is refused. \`PORTVAKT_CONFIG\` names
the file with the server's half. Complete files stand in \`examples/\`: a demo,
a retail group, two municipalities and a university.

This page is generated from \`src/settings/\` and \`src/domain/applying/house-file.ts\` by \`npm
run docs\`.

## The server's half

| in the file | in the environment | | |
| --- | --- | --- | --- |
`

const middle = `
## Addresses, and the proxy in front

Portvakt speaks plain HTTP on one port and is told its addresses; it believes no header about
them. A proxy in front has the certificates, and sends each request on with the \`Host\` that it
came with; any other \`Host\` is answered with 421. What it writes in \`X-Forwarded-For\` is
believed from \`server.trustedProxies\` alone, and no other forwarded header is read. Answers to
whoever waits are sent bit by bit (\`text/event-stream\`): let the proxy keep none of them back,
and hold such a line open for a minute of silence.

The app on the phone is \`/app/\` of the public address. With \`server.phoneAddress\`, such as
\`https://telefon.fjordvik.example\`, it has an origin to itself, at which there is no sign-in and
no cookie: what went wrong on a page of the sign-in then reaches neither the keys in the app nor
what it shows. It needs a name in DNS, a certificate, and the same way to the same port. \`/app/\`
of the public address leads there. Give every server the same.

Decide before people add their phones. A phone belongs to the address that it was added at: with
another one, each is added anew, and the codes of other services that somebody keeps in the app
stay behind at the old one. Until then people come in by their other methods, so keep one that is
not in the app. On your own machine, \`PORTVAKT_PHONE_ADDRESS=http://telefon.localhost:8080 npm
start\` shows it.

## The house's half

| in the file | takes | otherwise | |
| --- | --- | --- | --- |
`

/** The whole text of docs/settings.md. */
export function drawSettings(): string {
  const server = allSettings.map(
    (setting) =>
      `| \`${setting.part}.${setting.key}\` | \`${setting.env}\` | ${marksOf(setting)} ` +
      `| ${setting.shape.description ?? ''} |`,
  )
  const house = z.toJSONSchema(houseFileShape, { io: 'input', unrepresentable: 'any' })
  return `${head}${server.join('\n')}\n${middle}${rowsOf(house, '').join('\n')}\n`
}

function marksOf({ needed, secret, shape }: NamedSetting): string {
  const otherwise = shape instanceof z.ZodDefault ? shape.def.defaultValue : undefined
  return [needed && 'needed', secret && 'secret', shown(otherwise)].filter(Boolean).join(', ')
}

type Json = z.core.JSONSchema.BaseSchema

/**
 * One row for each leaf: its place, what may stand there, what holds when nothing does, and what it
 * is for.
 */
function rowsOf(schema: Json, place: string, isNeeded = false): readonly string[] {
  if (schema.type === 'array' && isJson(schema.items) && isTable(schema.items)) {
    return rowsOf(schema.items, `${place}[]`)
  }
  if (!isTable(schema)) {
    const otherwise = shown(schema.default) || (isNeeded ? 'needed' : '')
    return [`| \`${place}\` | ${takes(schema)} | ${otherwise} | ${schema.description ?? ''} |`]
  }
  return Object.entries(schema.properties ?? {}).flatMap(([key, each]) =>
    isJson(each)
      ? rowsOf(each, place ? `${place}.${key}` : key, schema.required?.includes(key) ?? false)
      : [],
  )
}

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isTable = (schema: Json): boolean =>
  schema.type === 'object' && schema.properties !== undefined

const plain = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '')

const shown = (value: unknown): string => {
  if (['', '{}', '[]'].includes(plain(value))) return ''
  return Array.isArray(value)
    ? value.map((each) => `\`${plain(each)}\``).join(', ')
    : `\`${plain(value)}\``
}

function takes(schema: Json): string {
  if (schema.anyOf) return schema.anyOf.filter(isJson).map(takes).join(', or ')
  if (schema.enum) return schema.enum.map((each) => `\`${String(each)}\``).join(', ')
  if (schema.const !== undefined) return `\`${String(schema.const)}\``
  if (schema.type === 'array')
    return `a list of: ${isJson(schema.items) ? takes(schema.items) : 'anything'}`
  if (schema.type === 'object') return table(schema)
  if (schema.type === 'integer' || schema.type === 'number') {
    const { minimum, maximum } = schema
    return minimum === undefined ? 'a number' : `a number from ${minimum} to ${maximum}`
  }
  if (schema.type === 'boolean') return '`true` or `false`'
  return schema.format === 'email'
    ? 'a mail address'
    : schema.format === 'date'
      ? 'a day, `2027-02-19`'
      : 'a text'
}

/** By language, or by what else its keys are. */
function table({ properties, propertyNames, additionalProperties }: Json): string {
  if (properties) return `a table with ${Object.keys(properties).map(marked).join(', ')}`
  const keys = isJson(propertyNames) ? (propertyNames.enum ?? []).map(String) : []
  const each = isJson(additionalProperties) ? takes(additionalProperties) : 'anything'
  if (keys.includes('nb')) return 'one for each language: `{ nb = "…", en = "…" }`'
  if (keys.length > 0) return `for any of ${keys.map(marked).join(', ')}: ${each}`
  return `a table of names, each with ${each}`
}

const marked = (name: string): string => `\`${name}\``
