// Reads the mails we send ourselves: headers, plain text and HTML (RFC 2045–2047). Not a reader of
// mail at large.

export interface Mail {
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly date: string
  readonly messageId: string
  readonly headers: ReadonlyMap<string, string>
  readonly text: string
  readonly html: string | undefined
}

/** `raw` has one sign per byte. */
export function readMail(raw: string): Mail {
  const whole = readPart(raw)
  const parts = leaves(whole)
  const of = (type: string) => parts.find((part) => part.type === type)
  const header = (name: string) => decodeWords(whole.headers.get(name) ?? '')
  return {
    from: header('from'),
    to: header('to'),
    subject: header('subject'),
    date: header('date'),
    messageId: header('message-id'),
    headers: whole.headers,
    text: decodeBody(of('text/plain')),
    html: of('text/html') ? decodeBody(of('text/html')) : undefined,
  }
}

interface Part {
  readonly headers: ReadonlyMap<string, string>
  readonly type: string
  readonly body: string
}

function readPart(raw: string): Part {
  const split = raw.startsWith('\r\n') ? 0 : raw.indexOf('\r\n\r\n')
  const head = (split < 0 ? raw : raw.slice(0, split)).replace(/\r\n[ \t]+/g, ' ')
  const headers = new Map<string, string>()
  for (const line of head.split('\r\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim())
  }
  const type = (headers.get('content-type') ?? 'text/plain').split(';')[0]?.trim().toLowerCase()
  return { headers, type: type ?? 'text/plain', body: split < 0 ? '' : raw.slice(split + 4) }
}

function leaves(part: Part): Part[] {
  if (!part.type.startsWith('multipart/')) return [part]
  const boundary = /boundary="?([^";]+)"?/i.exec(part.headers.get('content-type') ?? '')?.[1]
  if (!boundary) return []
  return `\r\n${part.body}`
    .split(`\r\n--${boundary}`)
    .slice(1)
    .filter((piece) => !piece.startsWith('--'))
    .flatMap((piece) => leaves(readPart(piece.replace(/^[ \t]*\r\n/, ''))))
}

function decodeBody(part: Part | undefined): string {
  if (!part) return ''
  const way = part.headers.get('content-transfer-encoding')?.toLowerCase()
  if (way === 'base64') return Buffer.from(part.body, 'base64').toString('utf8')
  if (way === 'quoted-printable') return fromQuoted(part.body.replace(/=[ \t]*\r\n/g, ''))
  return Buffer.from(part.body, 'latin1').toString('utf8')
}

/** `=C3` as the byte it stands for. */
const unquoted = (text: string): string =>
  text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))

const fromQuoted = (text: string): string => Buffer.from(unquoted(text), 'latin1').toString('utf8')

const word = /=\?utf-8\?([qb])\?([^?]*)\?=/gi

/**
 * Words that follow each other with only blanks between are one text (RFC 2047 6.2); a sign may be
 * cut between them.
 */
function decodeWords(text: string): string {
  const together = text.replace(/\?=[ \t]+=\?/g, '?==?')
  return Buffer.from(
    together.replace(word, (_, way: string, coded: string) =>
      way.toLowerCase() === 'b'
        ? Buffer.from(coded, 'base64').toString('latin1')
        : unquoted(coded.replace(/_/g, ' ')),
    ),
    'latin1',
  ).toString('utf8')
}
