// Holds the room: who is told what, how many look at a time, and that one clock is enough.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { movedIn } from '../../store/waiting.ts'
import { openWaitingRoom, type WaitingPage, type WaitingRoom } from './room.ts'

let room: WaitingRoom
let now = new Date('2030-01-01T12:00:00Z')

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  room = openWaitingRoom({ now: () => now })
})
afterEach(() => {
  room.close()
  vi.useRealTimers()
})

interface Heard extends WaitingPage {
  readonly words: string[]
  looks: number
  beats: number
  isEnded: boolean
  /** Lets the oldest look end; the seconds until the clock alone changes something. */
  sees(seconds?: number): Promise<void>
  fails(): Promise<void>
}

/** So that everything which a promise leads to has been done. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

function pageOf(ids: readonly string[], browser = ids.join()): Heard {
  const looking: PromiseWithResolvers<number | undefined>[] = []
  const page: Heard = {
    browser,
    ids,
    words: [],
    looks: 0,
    beats: 0,
    isEnded: false,
    look() {
      page.looks += 1
      const begun = Promise.withResolvers<number | undefined>()
      looking.push(begun)
      return begun.promise
    },
    hears: (word) => word !== 'strange' && page.words.push(word) > 0,
    beat: () => void (page.beats += 1),
    end: () => void (page.isEnded = true),
    async sees(seconds) {
      looking.shift()?.resolve(seconds)
      await settled()
    },
    async fails() {
      looking.shift()?.reject(new Error('It is over'))
      await settled()
    },
  }
  return page
}

describe('what has moved', () => {
  test('is told to those who wait for it, and to nobody else', () => {
    const [one, two, other] = [pageOf(['a', 'x']), pageOf(['b', 'x']), pageOf(['c'])]
    for (const page of [one, two, other]) room.enter(page)
    room.tell('x')
    room.tell('a')
    expect([one.looks, two.looks, other.looks]).toEqual([1, 1, 0])
    room.tell('z')
    expect([one.looks, two.looks, other.looks]).toEqual([1, 1, 0])
  })

  test('with its word is passed on, and nobody looks but whom it does not fit', () => {
    const [one, other] = [pageOf(['a']), pageOf(['b'])]
    for (const page of [one, other]) room.enter(page)
    const { id, word } = movedIn('a moved')
    room.tell(id, word)
    expect([one.words, one.looks, other.words]).toEqual([['moved'], 0, []])
    room.tell('a', 'strange')
    expect([one.words, one.looks]).toEqual([['moved'], 1])
  })

  test('with something else beside it is looked at', () => {
    for (const said of ['a', 'a ', 'a M', 'a data:\n\nx', 'a <b>'])
      expect(movedIn(said)).toEqual({ id: 'a' })
    expect(movedIn('')).toEqual({ id: '' })
  })

  test('while somebody looks is looked at once more, and never twice at a time', async () => {
    const page = pageOf(['a'])
    room.enter(page)
    for (let time = 0; time < 3; time += 1) room.tell('a')
    expect(page.looks).toBe(1)
    await page.sees()
    expect(page.looks).toBe(2)
    await page.sees()
    expect(page.looks).toBe(2)
  })

  test('is no news to whoever has left', () => {
    const page = pageOf(['a'])
    const place = room.enter(page)
    place.leave()
    room.tell('a')
    room.tell('a', 'moved')
    room.tell('')
    expect([page.looks, page.words]).toEqual([0, []])
  })
})

test('after a break in the line everybody looks, few at a time', async () => {
  const pages = Array.from({ length: 50 }, (_none, at) => pageOf([String(at)]))
  for (const page of pages) room.enter(page)
  room.tell('')
  const begun = (): number => pages.reduce((sum, { looks }) => sum + looks, 0)
  expect(begun()).toBe(4)
  await pages[0]?.sees()
  expect(begun()).toBe(5)
  // One that cannot be read any more ends, and holds nobody up.
  await pages[1]?.fails()
  expect([begun(), pages[1]?.isEnded]).toEqual([6, true])
  for (const page of pages) await page.sees()
  expect(pages.map(({ looks }) => looks)).toEqual(pages.map(() => 1))
})

describe('one clock', () => {
  test('does for everybody, with whatever the time alone changes', async () => {
    const pages = Array.from({ length: 50 }, (_none, at) => pageOf([String(at)]))
    for (const [at, page] of pages.entries()) {
      room.enter(page).look()
      await page.sees(60 + at)
    }
    expect(vi.getTimerCount()).toBe(1)
    const looks = (): number => pages.reduce((sum, page) => sum + page.looks, -50)
    vi.advanceTimersByTime(1000)
    expect(looks()).toBe(0)
    now = new Date(now.getTime() + 60_000)
    vi.advanceTimersByTime(1000)
    await pages[0]?.sees()
    expect([looks(), pages[0]?.looks]).toEqual([1, 2])
  })

  test('sends each a sign of life every fifteen seconds, and not all at once', () => {
    const [one, other] = [pageOf(['a']), pageOf(['b'])]
    room.enter(one)
    vi.advanceTimersByTime(1000)
    room.enter(other)
    vi.advanceTimersByTime(14_000)
    expect([one.beats, other.beats]).toEqual([1, 0])
    vi.advanceTimersByTime(1000)
    expect([one.beats, other.beats]).toEqual([1, 1])
    vi.advanceTimersByTime(30_000)
    expect([one.beats, other.beats]).toEqual([3, 3])
  })

  test('stops with the house, and every line with it', () => {
    const page = pageOf(['a'])
    room.enter(page)
    room.close()
    expect([page.isEnded, vi.getTimerCount()]).toEqual([true, 0])
  })
})

test('a browser has room for six pages, and for another when one has gone', () => {
  const places = Array.from({ length: 6 }, (_none, at) => room.enter(pageOf([String(at)], 'kari')))
  expect(() => room.enter(pageOf(['7'], 'kari'))).toThrow('too-many-requests')
  room.enter(pageOf(['7'], 'ola'))
  places[0]?.leave()
  room.enter(pageOf(['8'], 'kari'))
})

test('a house has room for five thousand pages', () => {
  for (let at = 0; at < 5000; at += 1) room.enter(pageOf([String(at)]))
  expect(() => room.enter(pageOf(['more']))).toThrow('too-many-requests')
})
