// A browser between several sites: cookies by host, redirects, and pages that lead on by
// themselves. What one site's page posts to another comes there without the cookies that are held
// back (Lax), which ours are. It runs no script: it presses the button that the script would press.
import { plainText } from './town.ts'

export interface Page {
  readonly url: URL
  readonly status: number
  readonly text: string
  /** Every address on the way here, without its query. */
  readonly way: readonly string[]
}

export interface Web {
  open(address: string): Promise<Page>
  /** What a host has given this browser, by name. */
  readonly cookies: Map<string, Map<string, string>>
}

interface Step {
  readonly url: URL
  readonly form?: URLSearchParams
  readonly from?: string
}

/** `holdsBack`: hosts whose cookies are Lax. */
export function openWeb(holdsBack: readonly string[]): Web {
  const cookies = new Map<string, Map<string, string>>()

  async function go({ url, form, from }: Step): Promise<Response> {
    const jar = cookies.get(url.hostname) ?? new Map<string, string>()
    cookies.set(url.hostname, jar)
    const isForeign = form !== undefined && from !== url.hostname
    const isHeldBack = isForeign && holdsBack.includes(url.hostname)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, {
      redirect: 'manual',
      headers: isHeldBack || cookie === '' ? {} : { cookie },
      ...(form && { method: 'POST', body: form }),
    })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      if (/expires=Thu, 01.Jan.1970|max-age=0/i.test(line)) jar.delete(pair.slice(0, at))
      else jar.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return response
  }

  return {
    cookies,
    async open(address) {
      let step: Step = { url: new URL(address) }
      const way: string[] = []
      for (let steps = 0; steps < 25; steps += 1) {
        way.push(step.url.origin + step.url.pathname)
        const response = await go(step)
        const { url } = step
        const text = await response.text()
        const to = response.headers.get('location') ?? refreshOf(response)
        if (to !== undefined) {
          step = { url: new URL(to, url), from: url.hostname }
          continue
        }
        const form = formThatGoesOn(text)
        if (!form) return { url, status: response.status, text, way }
        step = { url: new URL(form.to, url), form: form.fields, from: url.hostname }
      }
      throw new Error(`The sites lead in a ring: ${way.join(' ')}`)
    },
  }
}

const refreshOf = (response: Response): string | undefined =>
  /url=(.+)$/i.exec(response.headers.get('refresh') ?? '')?.[1]

/** The forms of this protocol lead on by themselves, everybody's. */
function formThatGoesOn(text: string): { to: string; fields: URLSearchParams } | undefined {
  const inputs = [...text.matchAll(/<input[^>]*>/gi)].map(([tag]) => ({
    name: attributeIn(tag, 'name'),
    value: attributeIn(tag, 'value'),
  }))
  const to = /<form[^>]*>/i.exec(text)?.[0]
  if (to === undefined || !inputs.some(({ name }) => /^SAML(?:Request|Response)$/.test(name)))
    return undefined
  const fields = new URLSearchParams()
  for (const { name, value } of inputs) if (name !== '') fields.set(name, value)
  return { to: attributeIn(to, 'action'), fields }
}

const attributeIn = (tag: string, name: string): string =>
  plainText(new RegExp(`\\b${name}\\s*=\\s*["']([^"']*)["']`, 'i').exec(tag)?.[1] ?? '')
