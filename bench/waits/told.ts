// W3: from an approval on the phone to the word on the line of the page that waits for it on the
// PC. Counted from when the node sends the one statement that keeps the approval and tells of it,
// to the word on the line: PostgreSQL with its disk, NOTIFY, the node of the page, the page. One at
// a time, on one node and on two; and many at a time with one of two nodes killed meanwhile, where
// nobody may be missed. Linux only.
import { setTimeout as wait } from 'node:timers/promises'
import { machine, median, type Options, type Result } from '../result.ts'
import { monotonicMs } from './monotonic.ts'
import { type House, openNodes } from './nodes.ts'
import { openPage, type Page } from './page.ts'
import { approval, approve } from './phone.ts'

const pages = 2000
const barMilliseconds = 1
/** A request lives for two minutes, so they are not all asked at once. */
const askedAtOnce = 250
const openAtOnce = 50
const approvedAtOnce = 8
/** Whoever has heard nothing so long after the last approval was missed. */
const missedMs = 5000

interface Times {
  /** From the statement to the page, and from the phone's call to the page. */
  readonly told: readonly number[]
  readonly whole: readonly number[]
}

export async function run(_options: Options = {}): Promise<Result> {
  const [one, two] = [await timesOn(1), await timesOn(2)]
  const missed = await missedWhileOneIsKilled()
  return {
    workload: 'W3 approved on the phone, told on the PC',
    unit: 'ms from the statement that keeps the approval to the page, p50; the bar is at most that many',
    ours: inHundredths(Math.max(median(one.told), median(two.told))),
    peer: null,
    ratio: null,
    limit: barMilliseconds,
    machine: machine(),
    parts: { ...partsOf('one node', one), ...partsOf('two nodes', two), missed },
  }
}

const partsOf = (name: string, { told, whole }: Times): Record<string, number> => ({
  [`${name}: p50`]: inHundredths(median(told)),
  [`${name}: p99`]: inHundredths(percentile99(told)),
  [`${name}: p50 from the phone's call`]: inHundredths(median(whole)),
  [`${name}: p99 from the phone's call`]: inHundredths(percentile99(whole)),
})

const inHundredths = (ms: number): number => Math.round(ms * 100) / 100
const percentile99 = (times: readonly number[]): number =>
  times.toSorted((one, other) => one - other)[Math.floor(times.length * 0.99)] ?? NaN

async function timesOn(count: number): Promise<Times> {
  const house = await openNodes(count)
  const port = turning(house)
  const calledAt = new Map<Page, number>()
  try {
    for (let done = 0; done < pages; done += askedAtOnce) {
      for (const page of await waiting(house, port)) {
        const body = approval(page.waiting)
        calledAt.set(page, monotonicMs())
        await Promise.all([approve(port(), body), page.told])
      }
    }
    const keptAt = new Map((await Promise.all(house.nodes.map((node) => node.times()))).flat())
    const all = [...calledAt.keys()]
    const since = (page: Page, began = NaN): number => (page.toldAt ?? NaN) - began
    return {
      told: all.map((page) => since(page, keptAt.get(page.waiting.request.id))),
      whole: all.map((page) => since(page, calledAt.get(page))),
    }
  } finally {
    for (const page of calledAt.keys()) page.close()
    await house.close()
  }
}

async function missedWhileOneIsKilled(): Promise<number> {
  const house = await openNodes(2)
  const [killed] = house.nodes
  let isAlive = true
  const port = turning(house, (each) => isAlive || each !== killed?.port)
  const all: Page[] = []
  try {
    while (all.length < pages) {
      const some = await waiting(house, port)
      all.push(...some)
      const left = [...some]
      await Promise.all(
        Array.from({ length: approvedAtOnce }, async () => {
          for (let page = left.pop(); page; page = left.pop()) {
            if (isAlive && all.length > pages / 2) {
              isAlive = false
              void killed?.kill()
            }
            await untilAnswered(page, port)
          }
        }),
      )
    }
    await Promise.race([Promise.all(all.map((page) => page.told)), wait(missedMs)])
    return all.filter(({ toldAt }) => toldAt === undefined).length
  } finally {
    for (const page of all) page.close()
    await house.close()
  }
}

/** A phone whose call was broken off says it once more, in a new message. */
async function untilAnswered({ waiting: asked }: Page, port: () => number): Promise<void> {
  for (let n = 1; ; n += 1) {
    const answered = await approve(port(), approval(asked, n)).catch(() => 'broken off' as const)
    if (answered !== 'broken off') return
  }
}

/** The port of the next node in turn, of those that are asked at all. */
function turning({ nodes }: House, isAsked: (port: number) => boolean = () => true): () => number {
  let turn = 0
  return () => {
    turn += 1
    const asked = nodes.filter((node) => isAsked(node.port))
    return asked[turn % asked.length]?.port ?? 0
  }
}

async function waiting({ nodes }: House, port: () => number): Promise<readonly Page[]> {
  const people = (await nodes.at(-1)?.bring(askedAtOnce)) ?? []
  const open: Page[] = []
  for (let at = 0; at < people.length; at += openAtOnce) {
    const some = people.slice(at, at + openAtOnce).map((each) => openPage(each, port))
    await Promise.all(some.map(({ opened }) => opened))
    open.push(...some)
  }
  return open
}
