// A visitor: a browser without a screen, with cookies of its own, that drives the house by its own
// forms as JSON. It follows nothing by itself, so that a test sees every step; it sends what a
// browser sends, and a test may send something else.
import { z } from 'zod'

const shown = z.object({
  screen: z.record(z.string(), z.unknown()).optional(),
  problem: z
    .object({ code: z.string(), field: z.string().optional(), with: z.looseObject({}).optional() })
    .optional(),
  form: z
    .object({
      action: z.string(),
      token: z.string(),
      question: z.string(),
      fields: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
  caseNumber: z.string().optional(),
  to: z.string().optional(),
  refused: z.string().optional(),
})
type Shown = z.infer<typeof shown>

export interface Seen extends Shown {
  readonly status: number
  readonly location: string | undefined
  readonly text: string
  readonly headers: Headers
  /** The path that was asked. */
  readonly path: string
}

export interface Visitor {
  readonly cookies: Map<string, string>
  get(path: string, headers?: Record<string, string>): Promise<Seen>
  /** Posts fields to an address, as a form of ours would. */
  post(
    path: string,
    fields: Record<string, string>,
    headers?: Record<string, string>,
  ): Promise<Seen>
  /** Answers the form that was just seen. */
  answer(fields: Record<string, string>): Promise<Seen>
  /** Follows where the last answer led, until there is a page. */
  follow(): Promise<Seen>
  /** The page that was seen last. */
  readonly last: Seen
}

/** How a request gets there: `fetch`, or a balancer of the test. */
export type Way = (
  url: URL,
  init: {
    readonly method: string
    readonly headers: Headers
    readonly body?: URLSearchParams
    readonly redirect: 'manual'
  },
) => Promise<Response>

export function visitor(origin: string, way: Way = fetch): Visitor {
  const cookies = new Map<string, string>()
  let last: Seen | undefined

  async function send(
    path: string,
    init: { readonly headers: Record<string, string>; readonly body?: URLSearchParams },
  ): Promise<Seen> {
    const url = new URL(path, origin)
    const headers = new Headers(init.headers)
    if (cookies.size > 0) {
      headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    }
    const method = init.body ? 'POST' : 'GET'
    const response = await way(url, { ...init, method, headers, redirect: 'manual' })
    for (const cookie of response.headers.getSetCookie()) keep(cookies, cookie)
    const text = await response.text()
    const read = shown.safeParse(isJson(response) ? JSON.parse(text) : {})
    last = {
      ...(read.success ? read.data : {}),
      status: response.status,
      location: response.headers.get('location') ?? undefined,
      text,
      headers: response.headers,
      path: url.pathname + url.search,
    }
    return last
  }

  const own: Visitor = {
    cookies,
    get last() {
      if (!last) throw new Error('The visitor has seen nothing yet')
      return last
    },
    get: (path, headers = {}) =>
      send(path, { headers: { accept: 'application/json', ...headers } }),
    post: (path, fields, headers = {}) =>
      send(path, {
        headers: { accept: 'application/json', origin, ...headers },
        body: new URLSearchParams(fields),
      }),
    answer(fields) {
      const { form } = own.last
      if (!form) throw new Error(`There is no form to answer: ${own.last.text}`)
      const { action, token, question } = form
      return own.post(action, { token, question, ...form.fields, ...fields })
    },
    async follow() {
      let seen = own.last
      for (let hops = 0; hops < 10; hops++) {
        const to = seen.to ?? seen.location
        if (to === undefined || new URL(to, origin).origin !== origin) return seen
        seen = await own.get(to)
      }
      throw new Error('The house leads in a ring')
    },
  }
  return own
}

const isJson = (response: Response): boolean =>
  (response.headers.get('content-type') ?? '').startsWith('application/json')

function keep(cookies: Map<string, string>, cookie: string): void {
  const [pair = '', ...flags] = cookie.split(';')
  const at = pair.indexOf('=')
  const name = pair.slice(0, at)
  const isGone =
    flags.some((flag) => /^\s*max-age=0$/i.test(flag)) || /expires=Thu, 01 Jan 1970/.test(cookie)
  if (isGone) cookies.delete(name)
  else cookies.set(name, pair.slice(at + 1))
}
