// What may come to the parser at all, judged on the text as it came: size, encoding, and no markup
// but elements. «<!» and «<?» stand in XML only where a declaration, a comment, CDATA or an
// instruction begins, so that two searches find all of them. Must never be walked around.

/** Why a document is not read. A person who is signing in never sees it; an administrator may. */
export type NotRead =
  | 'size'
  | 'encoding'
  | 'markup'
  | 'form'
  | 'ids'
  | 'names'
  | 'schema'
  | 'signature'
  | 'encryption'
  /** It is another thing than was looked for. */
  | 'root'

export class XmlRefused extends Error {
  readonly because: NotRead
  constructor(because: NotRead, message: string) {
    super(message)
    this.name = 'XmlRefused'
    this.because = because
  }
}

export interface Limits {
  readonly characters: number
  readonly elements: number
  /**
   * A description may have comments, between elements only and never beside a text, which they
   * would cut in two; and it may say where its schema lies, which nobody looks up.
   */
  readonly isDescription: boolean
}

const utf8Declaration = new RegExp(
  String.raw`^<\?xml\s+version\s*=\s*(["'])1\.0\1` +
    String.raw`(?:\s+encoding\s*=\s*(["'])utf-8\2)?(?:\s+standalone\s*=\s*(["'])(?:yes|no)\3)?\s*\?>`,
  'i',
)

/** The text without its declaration: from here on it is UTF-8, and nothing in it says otherwise. */
export function letIn(text: string, limits: Limits): string {
  if (text.length > limits.characters)
    throw new XmlRefused('size', `It is longer than ${limits.characters} characters`)
  if (!text.isWellFormed()) throw new XmlRefused('encoding', 'It holds half a character')
  const whole = text.replace(/^\uFEFF/, '').trim()
  const bare = whole.replace(utf8Declaration, '')
  if (bare.includes('<?'))
    throw new XmlRefused('markup', 'It holds a processing instruction or another encoding')
  const marks = limits.isDescription ? /<!(?!--)/ : /<!/
  if (marks.test(bare))
    throw new XmlRefused('markup', 'It holds a document type, CDATA or a comment')
  return bare
}
