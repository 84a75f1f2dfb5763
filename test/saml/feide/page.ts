// What somebody does at the stand-in for Feide: types a name and a password, and is led on by a
// form that posts itself. Cookies are carried as a browser would.

interface Typed {
  readonly name: string
  readonly password: string
}

export interface Posted {
  /** Where the form leads, and what stands in it. */
  readonly to: string
  readonly response: string
  readonly state: string
  /** Every page that was seen on the way. */
  readonly pages: readonly string[]
}

export async function signsInAtFeide(address: string, { name, password }: Typed): Promise<Posted> {
  const jar = new Map<string, string>()
  const pages: string[] = []
  const go = async (to: string, body?: URLSearchParams): Promise<{ text: string; at: string }> => {
    const came = await fetch(to, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([key, value]) => `${key}=${value}`).join('; ') },
      ...(body && { method: 'POST', body }),
    })
    for (const line of came.headers.getSetCookie()) {
      const [, key = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      jar.set(key, value)
    }
    const next = came.headers.get('location')
    if (next !== null) return go(new URL(next, to).href)
    const text = await came.text()
    pages.push(text)
    return { text, at: to }
  }
  const page = await go(address)
  const state = fieldIn(page.text, 'AuthState')
  if (state === '') throw new Error(`No page to sign in at: ${page.text.slice(0, 2000)}`)
  const typed = new URLSearchParams({ username: name, password, AuthState: state })
  const led = await go(page.at, typed)
  return {
    to: unescaped(/<form[^>]* action="([^"]*)"/.exec(led.text)?.[1] ?? ''),
    response: fieldIn(led.text, 'SAMLResponse'),
    state: fieldIn(led.text, 'RelayState'),
    pages,
  }
}

const fieldIn = (page: string, name: string): string => {
  const field = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(page)?.[0] ?? ''
  return unescaped(/value="([^"]*)"/.exec(field)?.[1] ?? '')
}

const unescaped = (text: string): string =>
  text
    .replaceAll(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll(/&#x([0-9a-f]+);/gi, (_all, code: string) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    )
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
