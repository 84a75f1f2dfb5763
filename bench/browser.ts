// A browser as the server sees it: pages as HTML, forms posted, redirects followed by hand, cookies
// kept. Without a screen, so that what is measured is the house.
import { Agent, request, type IncomingHttpHeaders } from 'node:http'

const agent = new Agent({ keepAlive: true })

export interface Answered {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

export class Browser {
  readonly origin: string
  readonly cookies = new Map<string, string>()

  constructor(origin: string) {
    this.origin = origin
  }

  get(path: string): Promise<Answered> {
    return this.#send('GET', path)
  }

  /** `more`: headers beside a browser's own. */
  post(
    path: string,
    fields: Record<string, string>,
    more?: Record<string, string>,
  ): Promise<Answered> {
    return this.#send('POST', path, { fields, more: more ?? { origin: this.origin } })
  }

  /** Fills in the form of a page and presses its button; gives where it leads. */
  async submit(page: Answered, fields: Record<string, string>): Promise<string> {
    const field = (name: string): string =>
      new RegExp(`name="${name}"\\s+value="([^"]*)"`).exec(page.text)?.[1] ?? ''
    const action = /<form[^>]*action="([^"]+)"/.exec(page.text)?.[1] ?? ''
    const answer = await this.post(action, {
      question: field('question'),
      token: field('token'),
      do: 'answer',
      ...fields,
    })
    if (answer.status !== 303)
      throw new Error(`${action} answered ${answer.status}: ${answer.text}`)
    return answer.headers.location ?? ''
  }

  #send(
    method: string,
    path: string,
    body?: { readonly fields: Record<string, string>; readonly more: Record<string, string> },
  ): Promise<Answered> {
    const url = new URL(path, this.origin)
    const form = body && new URLSearchParams(body.fields).toString()
    return new Promise((resolve, reject) => {
      const sent = request(
        url,
        {
          method,
          agent,
          headers: {
            accept: 'text/html',
            'accept-language': 'nb',
            ...(this.cookies.size > 0 && {
              cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
            }),
            ...(form !== undefined && {
              'content-type': 'application/x-www-form-urlencoded',
              'content-length': Buffer.byteLength(form),
            }),
            ...body?.more,
          },
        },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () => {
            for (const cookie of response.headers['set-cookie'] ?? []) this.#keep(cookie)
            const text = Buffer.concat(chunks).toString('utf8')
            resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
          })
        },
      )
      sent.on('error', reject)
      sent.end(form)
    })
  }

  #keep(cookie: string): void {
    const [pair = ''] = cookie.split(';')
    const at = pair.indexOf('=')
    this.cookies.set(pair.slice(0, at), pair.slice(at + 1))
  }
}
