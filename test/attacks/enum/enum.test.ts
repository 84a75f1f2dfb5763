// Who is here? Nothing that is asked of the house by a stranger may tell.
import { expect } from 'vitest'
import { attack, openRig, type Rig } from '../rig.ts'
import type { Visitor } from '../../town/visitor.ts'
import { authorize, authorizing, name, places, signIn, whoIsIn } from '../verbs.ts'

openRig()

/** What is told, without what is different for everybody: the name as typed, tokens, numbers. */
function told(browser: Visitor, login: string): string {
  const { status, text, headers } = browser.last
  const form = browser.last.form
  const plain = text
    .replaceAll(/\/visit\/[\w-]{22}/g, '/visit/REF')
    .replaceAll(form?.token ?? 'none', 'TOKEN')
    .replaceAll(login, 'NAME')
    .replaceAll(/"token":"[\w-]+"|name="token" value="[\w-]+"/g, 'TOKEN')
    .replaceAll(/[A-Z]\d-\d{4}/g, 'CASE')
    .replaceAll(/(question"?[:=" ]+(?:value=")?[a-z.]+\.)\d+/g, '$1N')
  const shown = [...headers]
    .filter(([key]) => !['date', 'set-cookie', 'content-length'].includes(key))
    .map(([key, value]) => `${key}: ${value}`)
  return [status, ...shown, plain].join('\n')
}

async function walks(rig: Rig, login: string, tries: number): Promise<string[]> {
  const seen: string[] = []
  const browser = rig.browser()
  await name(browser, login)
  seen.push(told(browser, login))
  for (let at = 0; at < tries; at += 1) {
    await browser.answer({ password: `guess number ${at}` })
    seen.push(told(browser, login))
  }
  const { form } = browser.last
  await browser.get(form?.action ?? '', { accept: 'text/html' })
  seen.push(told(browser, login))
  await browser.post(
    form?.action ?? '',
    { token: form?.token ?? '', question: form?.question ?? '', password: 'once more' },
    { accept: 'text/html' },
  )
  seen.push(told(browser, login))
  return seen
}

attack(
  'ATK-ENUM-03 a name that nobody has meets the same as one that somebody has',
  async (rig) => {
    const alice = await rig.colleague('alice')
    const carol = await rig.invited()
    const dave = await rig.suspended()
    const honest = rig.browser()
    await signIn(honest, alice)
    expect(await whoIsIn(honest)).toBe(alice.login)
    await rig.attack({}, async () => {
      const known = await walks(rig, alice.login, 12)
      for (const login of [carol.login, dave.login, `nobody${Date.now()}@fjordvik.example`]) {
        expect(await walks(rig, login, 12)).toEqual(known)
      }
      // A name that cannot be one, and one of another house.
      for (const login of [
        'xyzzy',
        'somebody@evil.example',
        '*',
        `${'a'.repeat(200)}@fjordvik.example`,
      ]) {
        const theirs = await walks(rig, login, 6)
        expect(theirs.slice(0, 7)).toEqual(known.slice(0, 7))
      }
    })
  },
)

attack('ATK-ENUM-03b a start code for nobody reads as a wrong one for somebody', async (rig) => {
  const carol = await rig.invited()
  const honest = rig.browser()
  await honest.get(places.startCode)
  await honest.answer({ name: carol.login, code: carol.code })
  expect(honest.last.to).toMatch(/^\/visit\//)
  const bob = await rig.colleague('bob')
  const dora = await rig.invited('dora')
  const tries = async (login: string): Promise<string[]> => {
    const browser = rig.browser()
    await browser.get(places.startCode)
    const seen: string[] = []
    for (let at = 0; at < 8; at += 1) {
      await browser.answer({ name: login, code: `AAAA-AAA${at}` })
      seen.push(told(browser, login))
    }
    return seen
  }
  await rig.attack({}, async () => {
    const known = await tries(dora.login)
    const nobody = `nobody${Date.now()}`
    for (const login of [bob.login, `${nobody}@fjordvik.example`, `${nobody}-else`]) {
      expect(await tries(login)).toEqual(known)
    }
    // A letter that never was: the same page as one that exists.
    const about = async (token: string) => {
      const browser = rig.browser()
      await browser.get(places.letter(token))
      const fields = { token: browser.last.form?.token ?? '' }
      await browser.post(`${places.letter(token)}/again`, fields)
      return told(browser, token)
    }
    expect(await about('x'.repeat(43))).toBe(await about('y'.repeat(43)))
  })
})

attack('ATK-ENUM-03c the answer for nobody takes the same work', async (rig) => {
  const works = async (login: string): Promise<number> => {
    const browser = rig.browser()
    await name(browser, login)
    const before = await rig.nodes.worked()
    await browser.answer({ password: 'never this one' })
    return (await rig.nodes.worked()) - before
  }
  const people = await Promise.all(Array.from({ length: 8 }, () => rig.colleague('alice')))
  const honest = rig.browser()
  await signIn(honest, people[0] ?? { login: '', password: '' })
  await rig.attack({}, async () => {
    const known: number[] = []
    const unknown: number[] = []
    for (const [at, { login }] of people.entries()) {
      known.push(await works(login))
      unknown.push(await works(`nobody${at}-${Date.now()}@fjordvik.example`))
    }
    // Without the work there would be a tenth of it.
    expect(least(unknown) / least(known)).toBeGreaterThan(0.5)
    expect(least(unknown) / least(known)).toBeLessThan(2)
  })
})

/** The least of them: what else a node does meanwhile can only make it more. */
const least = (works: readonly number[]): number => Math.min(...works)

attack('ATK-ENUM-06 nothing in an address or a cookie can be guessed or counted', async (rig) => {
  const alice = await rig.colleague('alice')
  const refs: string[] = []
  const secrets: string[] = []
  for (let at = 0; at < 4; at += 1) {
    const browser = rig.browser()
    await rig.forgiven(() => signIn(browser, alice))
    secrets.push(browser.cookies.get('__Host-portvakt') ?? '')
    expect(await whoIsIn(browser)).toBe(alice.login)
  }
  await rig.attack({ events: [] }, async () => {
    for (let at = 0; at < 40; at += 1) {
      const browser = rig.browser()
      await browser.get(places.start)
      refs.push(browser.last.to ?? '')
      secrets.push(browser.cookies.get('__Host-portvakt-browser') ?? '')
      const own = rig.browser()
      await authorize(own, authorizing('post'))
      refs.push(own.last.path)
    }
    expect(new Set(refs).size).toBe(refs.length)
    expect(new Set(secrets).size).toBe(secrets.length)
    for (const ref of refs) expect(ref).toMatch(/^\/visit\/[\w-]{21,}$/)
    for (const secret of secrets) expect(secret).toMatch(/^[\w-]{43}$/)
    // No place of an id stays the same, or goes up by one.
    for (let place = '/visit/'.length; place < '/visit/'.length + 20; place += 1) {
      expect(new Set(refs.map((ref) => ref.charAt(place))).size, `${place}`).toBeGreaterThan(15)
    }
  })
})
