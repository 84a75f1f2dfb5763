// The phone on the command line, where it can be looked at without a house: what it keeps, in which
// order it speaks, whom it refuses, and that it knows nothing of the house but the page.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readSource } from '../../test/tidy/source.ts'
import { isInPicture } from './acts.ts'
import { readAdding, readApproval, readWords } from './command-line.ts'
import { bytes, makeKey, publicOf, written } from './keys.ts'
import { post, addressOf, type Line } from './line.ts'
import { moveAddress, readMove } from './moving.ts'
import type { Payload } from './message.ts'
import { openSpeaker, type Place, type Speaker } from './speaker.ts'
import { readKey, stateFile } from './state-file.ts'
import { waitFor } from './waiting.ts'

const at = 'https://logginn.fjordvik.example'
const json = (status: number, body: object): Response => Response.json(body, { status })
const payloadIn = (body: string): Payload => {
  const { said } = JSON.parse(body) as { said: string }
  return JSON.parse(bytes(said.split('.')[1] ?? '').toString()) as Payload
}
const numberIn = (body: string): number => payloadIn(body).n

interface Played {
  readonly line: Line
  readonly keep?: (known: Place) => void
}
const after = 'the-one-before-1'
const speakerOn = ({ line, keep = () => undefined }: Played): Speaker =>
  openSpeaker({ at, key: makeKey(), phone: 'phone-1', n: 6, after, line, now: () => 1.9, keep })

describe('a phone that speaks', () => {
  test('has written a number down before it leaves, and after a line that broke too', async () => {
    const order: string[] = []
    const speaker = speakerOn({
      line: async (_url, body) => {
        order.push(`sent ${numberIn(body)}`)
        if (order.length < 3) throw new Error('The line is broken')
        return json(200, {})
      },
      keep: ({ n }) => order.push(`kept ${n}`),
    })
    await expect(speaker.say('told')).rejects.toThrow('broken')
    await speaker.say('told')
    // And once more when it was answered: what comes next comes after this one.
    expect(order).toEqual(['kept 7', 'sent 7', 'kept 8', 'sent 8', 'kept 8'])
  })

  test('names each after the last that was answered, and each try at one the same', async () => {
    const answers = [200, undefined, 401, 200, 200]
    const said: Payload[] = []
    const kept: Place[] = []
    const speaker = speakerOn({
      line: async (_url, body) => {
        said.push(payloadIn(body))
        const status = answers.shift()
        if (status === undefined) throw new Error('The line is broken')
        return json(status, {})
      },
      keep: (place) => kept.push(place),
    })
    const tries = () => speaker.say('look').catch(() => undefined)
    for (let time = 0; time < 5; time += 1) await tries()
    const [first, second, third, fourth, fifth] = said
    expect(said.map(({ n }) => n)).toEqual([7, 8, 9, 10, 11])
    expect(first?.after).toBe(after)
    expect(second?.after).toBe(first?.link)
    for (const again of [third, fourth]) {
      expect(again?.link).toBe(second?.link)
      expect(again?.after).toBe(first?.link)
    }
    expect(fifth?.after).toBe(fourth?.link)
    expect(new Set(said.map(({ link }) => link)).size).toBe(3)
    // What it would go on from if it were switched off now.
    expect(kept.at(-1)).toMatchObject({ n: 11, after: fifth?.link, link: undefined })
  })

  test('says one thing at a time', async () => {
    let open = 0
    let most = 0
    const heard: number[] = []
    const speaker = speakerOn({
      line: async (_url, body) => {
        most = Math.max(most, (open += 1))
        await new Promise((resolve) => setImmediate(resolve))
        heard.push(numberIn(body))
        open -= 1
        return json(200, {})
      },
    })
    await Promise.all([speaker.say('told'), speaker.say('apps'), speaker.say('look')])
    expect(most).toBe(1)
    expect(heard).toEqual([7, 8, 9])
  })

  test('says where, what and when, and no more than that', async () => {
    const heard: { url: string; body: string }[] = []
    const speaker = speakerOn({
      line: async (url, body) => {
        heard.push({ url: url.href, body })
        return json(200, {})
      },
    })
    await speaker.say('share', { half: 'half' })
    const [{ url, body } = { url: '', body: '{}' }] = heard
    expect(url).toBe(`${at}/app/api/share`)
    const { said, ...beside } = JSON.parse(body) as { said: string }
    expect(beside).toEqual({})
    const [head = '', payload = ''] = said.split('.')
    expect(JSON.parse(bytes(head).toString())).toEqual({
      alg: 'ES256',
      typ: 'portvakt-phone',
      kid: 'phone-1',
    })
    expect(JSON.parse(bytes(payload).toString())).toEqual({
      act: 'share',
      aud: at,
      at: 1,
      n: 7,
      link: expect.stringMatching(/^[\w-]{16}$/),
      after,
      half: 'half',
    })
  })

  test('tells what the house has against it', async () => {
    const speaker = speakerOn({ line: async () => json(425, { error: 'clock-off', now: 7 }) })
    await expect(speaker.say('look')).rejects.toMatchObject({ word: 'clock-off', seconds: 7 })
    const silent = speakerOn({ line: async () => new Response('<p>', { status: 502 }) })
    await expect(silent.say('look')).rejects.toMatchObject({ word: 'unreadable', status: 502 })
  })

  test('listens before it looks, and stops when it has found', async () => {
    const order: string[] = []
    let isHungUp = false
    const pieces = ['data: mo', 'ved\n\n: still here\n\ndata: moved\n\n']
    const stream = new ReadableStream({
      pull(line) {
        const piece = pieces.shift()
        if (piece !== undefined) line.enqueue(new TextEncoder().encode(piece))
      },
      cancel: () => {
        isHungUp = true
      },
    })
    const speaker = speakerOn({
      line: async (url) => {
        order.push(url.pathname)
        return new Response(stream)
      },
    })
    let looks = 0
    const found = await waitFor(speaker, async () => {
      order.push('look')
      looks += 1
      return looks === 3 ? 'found' : undefined
    })
    expect(found).toBe('found')
    expect(order).toEqual(['/app/api/hear', 'look', 'look', 'look'])
    expect(isHungUp).toBe(true)
  })
})

test('a key that is not the one in the picture is refused', () => {
  const own = publicOf(makeKey())
  const print = readMove(moveAddress(at, 'move-code', own))?.thumbprint ?? ''
  expect(isInPicture(own, print)).toBe(true)
  expect(() => isInPicture(publicOf(makeKey()), print)).toThrow('not the key')
})

test('what it keeps is read by its owner alone, and stands whole or not at all', () => {
  const folder = mkdtempSync(join(tmpdir(), 'phone-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'phone.json')
  const file = stateFile(path)
  expect(() => file.read()).toThrow('add one first')
  const key = readKey(written(makeKey()))
  file.write({ at, rpId: 'localhost', account: 'kari', n: 0, key, codes: [] })
  file.write({ n: 7, phone: 'phone-1' })
  expect(file.read()).toMatchObject({ n: 7, phone: 'phone-1', key })
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder)).toEqual(['phone.json'])
})

test('the command line is read as people type it', () => {
  expect(readWords(['approve', '83', '--phone', 'kari.json'])).toMatchObject({
    act: 'approve',
    about: '83',
    path: 'kari.json',
  })
  expect(readAdding('7f2k 9mdq')).toEqual({ code: '7f2k 9mdq', at: undefined })
  expect(readAdding(`${at}/m/7F2K9MDQ`)).toEqual({ code: '7F2K9MDQ', at })
  expect(readAdding(`${at}/app/?add=7F2K9MDQ`)).toEqual({ code: '7F2K9MDQ', at })
  expect(() => readAdding(`${at}/start/7F2K9MDQ`)).toThrow('no code')
  expect(readApproval('083')).toEqual({ number: '083' })
  expect(readApproval(`${at}/app/#request-1.seen_1`)).toEqual({
    request: 'request-1',
    seen: 'seen_1',
  })
  expect(() => readApproval('yes')).toThrow('Neither')
})

test('a broken answer is none', async () => {
  const broken: Line = async () => new Response('moved')
  expect(await post(broken, addressOf(at, 'look'), {})).toEqual({ status: 200, body: undefined })
})

test('it knows nothing of the house but the page', () => {
  const folder = new URL('./', import.meta.url)
  const files = readdirSync(folder).filter((name) => !name.endsWith('.test.ts'))
  const read = (path: string) =>
    readSource(path, readFileSync(new URL(`../../${path}`, folder), 'utf8')).imports
  const imports = ['tools/phone.ts', ...files.map((name) => `tools/phone/${name}`)].flatMap(read)
  const outside = imports.flatMap(({ from, to }) =>
    to === undefined ? [from] : to.startsWith('tools/phone/') ? [] : [to],
  )
  expect([...new Set(outside)].toSorted()).toEqual([
    'node:crypto',
    'node:fs',
    'node:readline/promises',
    'node:url',
    'node:util',
    'test/oracles/soft-authenticator.ts',
    // Whose words they are, the page says.
    'texts/nb/phone/pair.ts',
    'zod',
  ])
})
