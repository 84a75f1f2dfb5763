// The waiting room: which pages wait, for what, and who is told when it has moved. There is one
// clock for all of them, and few look at a time. Must never let somebody look who can be told, and
// never keep a server from stopping.
import { Refusal } from '../../domain/refusal.ts'
import type { Clock } from '../../lib/clock.ts'

export interface WaitingRoom {
  /**
   * Something has moved, by its id; no id: anything may have. Where the word for it came along,
   * nobody has to look.
   */
  tell(id: string, word?: string): void
  /** From now on it is told. */
  enter(page: WaitingPage): Place
  close(): void
}

export interface WaitingPage {
  readonly browser: string
  readonly ids: readonly string[]
  /** Looks what is new, and says in how many seconds the clock alone may change it. */
  look(): Promise<number | undefined>
  /** Passes a word on; false where it is not for this page as it stands, which has to look. */
  hears(word: string): boolean
  beat(): void
  end(): void
}

/** Of one page that waits. */
export interface Place {
  look(): void
  leave(): void
}

interface Sitting {
  readonly page: WaitingPage
  /** In which second of the round it is sent a sign of life. */
  readonly beatsAt: number
  /** `twice`: something has moved since it began to look. */
  looking: 'no' | 'soon' | 'now' | 'twice'
  dueAt: number
}

const tickMilliseconds = 1000
/** Whoever stands between us and the page would take a longer silence for the end. */
const beatTicks = 15
const pagesMost = 5000
const pagesEachMost = 6
/** So that a house which comes back to all of its pages at once still serves everybody else. */
const looksMost = 4

export function openWaitingRoom(clock: Clock): WaitingRoom {
  const all = new Set<Sitting>()
  const byId = openIndex()
  const byBrowser = openIndex()
  const look = inTurns(all, clock)
  let ticks = 0
  const timer = setInterval(() => {
    ticks += 1
    const now = clock.now().getTime()
    for (const sitting of all) {
      if (sitting.dueAt <= now) look(sitting)
      if (sitting.beatsAt === ticks % beatTicks) sitting.page.beat()
    }
  }, tickMilliseconds)
  timer.unref()
  return {
    tell(id, word) {
      for (const sitting of id === '' ? all : byId.of(id))
        if (word === undefined || !sitting.page.hears(word)) look(sitting)
    },
    enter(page) {
      if (byBrowser.of(page.browser).size >= pagesEachMost || all.size >= pagesMost)
        throw new Refusal('too-many-requests')
      const sitting: Sitting = {
        page,
        beatsAt: ticks % beatTicks,
        looking: 'no',
        dueAt: Number.POSITIVE_INFINITY,
      }
      all.add(sitting)
      byBrowser.add([page.browser], sitting)
      byId.add(page.ids, sitting)
      return {
        look: () => look(sitting),
        leave() {
          all.delete(sitting)
          byBrowser.remove([page.browser], sitting)
          byId.remove(page.ids, sitting)
        },
      }
    },
    close() {
      clearInterval(timer)
      for (const { page } of all) page.end()
      all.clear()
    },
  }
}

const nobody: ReadonlySet<Sitting> = new Set()

/** Who sits under which key. */
function openIndex() {
  const index = new Map<string, Set<Sitting>>()
  return {
    of: (key: string): ReadonlySet<Sitting> => index.get(key) ?? nobody,
    add(keys: readonly string[], sitting: Sitting): void {
      for (const key of keys) {
        const known = index.get(key)
        if (known) known.add(sitting)
        else index.set(key, new Set([sitting]))
      }
    },
    remove(keys: readonly string[], sitting: Sitting): void {
      for (const key of keys) {
        const known = index.get(key)
        known?.delete(sitting)
        if (known?.size === 0) index.delete(key)
      }
    },
  }
}

/** Each looks alone, so that what it says is never older than what it has said before. */
function inTurns(all: ReadonlySet<Sitting>, clock: Clock): (sitting: Sitting) => void {
  const soon: Sitting[] = []
  let looks = 0
  const ask = (sitting: Sitting): void => {
    if (sitting.looking === 'now') sitting.looking = 'twice'
    if (sitting.looking !== 'no') return
    sitting.looking = 'soon'
    soon.push(sitting)
    begin()
  }
  const begin = (): void => {
    while (looks < looksMost) {
      const next = soon.shift()
      if (!next) return
      // Gone home meanwhile.
      if (!all.has(next)) continue
      looks += 1
      next.looking = 'now'
      next.dueAt = Number.POSITIVE_INFINITY
      const began = clock.now().getTime()
      next.page
        .look()
        .then((seconds = Number.POSITIVE_INFINITY) => {
          next.dueAt = began + seconds * 1000
        })
        // The visit is over, or somebody else's by now: the page finds out when it asks.
        .catch(() => next.page.end())
        .finally(() => {
          looks -= 1
          const isMoved = next.looking === 'twice'
          next.looking = 'no'
          if (isMoved) ask(next)
          begin()
        })
    }
  }
  return ask
}
