// One module of a plan of the OpenID Foundation, by its public name: what it asserts, and how that
// is found out here; or why it does not concern this house.
import type { Suite } from './suite.ts'

export interface Module {
  readonly name: string
  readonly asserts: string
  readonly holds?: (suite: Suite) => Promise<void>
  /** Not offered, and why: never a failure that is explained away. */
  readonly left?: string
}

export interface Plan {
  readonly name: string
  readonly title: string
  readonly modules: readonly Module[]
  /** Also asked with this response mode. */
  readonly modes: readonly ('query' | 'form_post')[]
}
