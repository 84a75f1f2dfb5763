// What a rule of the house is: a pure function from the files of the tree to what is wrong with
// them.
import type { Source } from './source.ts'

export interface Finding {
  readonly path: string
  readonly line?: number
  readonly says: string
}
export type Rule = (sources: readonly Source[]) => Finding[]

/** One of our own files with code in it. */
export const isCode = ({ path }: { path: string }): boolean => /\.(ts|tsx|js)$/.test(path)
export const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path)
export const isServer = ({ path }: { path: string }): boolean =>
  path.startsWith('src/') && /\.(ts|tsx|js)$/.test(path) && !isTest(path)

export const tell = ({ path, line, says }: Finding): string =>
  `${path}${line === undefined ? '' : `:${line}`} ${says}`
