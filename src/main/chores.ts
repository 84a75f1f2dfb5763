// What the house does by itself: seals its events, sweeps what is past, and looks for changes it
// may not have heard of. Each chore runs alone and one that fails is told of and tried again.
import { endWhatWasPutBack } from '../domain/events/epoch.ts'
import { openEventSigner } from '../domain/events/event-signer.ts'
import { sealEvents, type Signer } from '../domain/events/event-seals.ts'
import type { Moment } from '../domain/moment.ts'
import type { ClockWatch } from '../lib/clock.ts'
import { forgetOldBrowsers } from '../domain/visits/browsers.ts'
import { forgetOldCounts } from '../domain/throttles/throttles.ts'
import { openAnchor } from '../outside/event-anchor.ts'
import { sweepVisits } from '../store/visits.ts'

export interface Chores {
  readonly moment: () => Moment
  readonly watch?: ClockWatch
  readonly anchorPath: string
  readonly refresh: () => Promise<void>
  readonly sweep: readonly ((moment: Moment) => Promise<unknown>)[]
  /** What a demo shows beside the house, kept true to the moment. */
  readonly often?: (moment: Moment) => Promise<void>
  readonly report: (fault: unknown) => void
}

/** At start, and with each seal: the database may be put back while nodes serve. */
export async function watchForOldRows(moment: Moment, anchorPath: string): Promise<boolean> {
  const told = await endWhatWasPutBack(moment, openAnchor(anchorPath))
  if (told) console.warn(told)
  return told !== undefined
}

const second = 1000
const minute = 60 * second

export function openChores(chores: Chores): { close(): Promise<void> } {
  const { often, watch } = chores
  const anchor = openAnchor(chores.anchorPath)
  let signer: Promise<Signer> | undefined
  const seal = async (): Promise<void> => {
    await watchForOldRows(chores.moment(), chores.anchorPath)
    signer ??= openEventSigner(chores.moment())
    await sealEvents(chores.moment(), { signer: await signer, anchor: anchor.keep })
  }
  const sweep = async (): Promise<void> => {
    // Either clock may be the wrong one, and what is swept does not come back.
    if ((await watch?.standing()) === 'wrong') return
    const moment = chores.moment()
    await sweepVisits(moment.db, moment.now)
    await forgetOldCounts(moment)
    await forgetOldBrowsers(moment)
    for (const one of chores.sweep) await one(moment)
  }
  const running = [
    every(minute, seal, chores.report),
    every(10 * minute, sweep, chores.report),
    // NOTIFY tells at once; a connection that was lost for a moment may have missed it.
    every(30 * second, chores.refresh, chores.report),
    ...(watch ? [every(10 * second, () => watch.read(), chores.report)] : []),
    ...(often ? [every(2 * second, () => often(chores.moment()), chores.report)] : []),
  ]
  return {
    async close() {
      await Promise.all(running.map((one) => one.stop()))
    },
  }
}

function every(milliseconds: number, chore: () => Promise<void>, report: (fault: unknown) => void) {
  let under: Promise<void> = Promise.resolve()
  let isUnder = false
  const timer = setInterval(() => {
    if (isUnder) return
    isUnder = true
    under = chore()
      .catch(report)
      .finally(() => {
        isUnder = false
      })
  }, milliseconds)
  timer.unref()
  return {
    stop(): Promise<void> {
      clearInterval(timer)
      return under
    },
  }
}
