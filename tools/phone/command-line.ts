// What is typed after `npm run phone --`: the act, what it is about, and how. Must never read the
// PIN from anywhere but the command line or the environment of whoever types it.
import { parseArgs } from 'node:util'

export const usage = `npm run phone -- ACT …

  add CODE --at ADDRESS [--pin PIN]   adds this phone with the code or the address on the page;
                                      with a PIN as its lock, or with a passkey played in software
  look [--wait]                       what waits; --wait stays until something does
  approve NUMBER [--pin PIN]          approves with the number on the page, or the picture's address
  deny                                says no
  not-me                              says no, and that somebody else has begun it
  code                                the codes for now
  apps                                the tiles of the start page
  move [--yes] [--pin PIN]            moves to another phone, which adds the address that is shown
  leave                               this phone is removed

  --phone FILE                        where the phone is kept; ./.portvakt-phone.json otherwise`

export interface Typed {
  readonly act: string
  readonly about: string | undefined
  readonly at: string | undefined
  readonly pin: string | undefined
  readonly path: string
  readonly yes: boolean
  readonly wait: boolean
}

export function readWords(words: readonly string[]): Typed {
  const { positionals, values } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      at: { type: 'string' },
      pin: { type: 'string' },
      phone: { type: 'string', default: './.portvakt-phone.json' },
      yes: { type: 'boolean', default: false },
      wait: { type: 'boolean', default: false },
    },
  })
  const [act = 'help', about] = positionals
  const { at, pin, phone: path, yes, wait } = values
  return { act, about, at, pin, path, yes, wait }
}

/** The code of an adding, bare or in the address behind the picture; and where it leads. */
export function readAdding(typed: string): { code: string; at: string | undefined } {
  const url = URL.parse(typed)
  if (!url) return { code: typed, at: undefined }
  const code = url.searchParams.get('add') ?? /^\/m\/([^/]+)$/.exec(url.pathname)?.[1]
  if (code === undefined) throw new Error('There is no code in this address')
  return { code, at: url.origin }
}

/** What was typed to approve: digits, or what the picture on the page holds. */
export function readApproval(typed: string): {
  request?: string
  number?: string
  seen?: string
  here?: string
} {
  if (/^\d+$/.test(typed)) return { number: typed }
  const [, request, seen] = /(?:^|#)([^.#]+)\.([^.#]+)$/.exec(typed) ?? []
  if (request === undefined || seen === undefined) throw new Error('Neither a number nor a picture')
  return typed.includes('?here#') ? { request, here: seen } : { request, seen }
}
