// What every workload answers with, and what it may be asked.
import { arch, availableParallelism, cpus, platform, release } from 'node:os'

export interface Options {
  readonly seconds?: number
}

export interface Result {
  readonly workload: string
  readonly unit: string
  readonly ours: number | null
  readonly peer: number | null
  readonly ratio: number | null
  /** The bar: what `ours` must stay below, or `ratio` above. */
  readonly limit: number | null
  readonly machine: string
  /** What the figure is made of. */
  readonly parts?: Readonly<Record<string, number>>
}

export const machine = (): string =>
  `${platform()} ${release()} ${arch()}, ${availableParallelism()} × ${cpus()[0]?.model.trim()}, ` +
  `Node ${process.versions.node}`

export const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN
