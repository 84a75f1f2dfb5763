// One line of messages for each phone: what of a row says whether a message is the next in it, and
// what it becomes by that. A message is newer than the last, and comes after it; or it is one more
// try at the last, whose answer was lost; or it comes after one that was forgotten here, by a
// database that was put back or has lost its last moment. Must never take one that is none of
// these.

/** The place of a message in the line of its phone. */
export interface Turn {
  /** Its number. */
  readonly n: number
  /** Its name; the same at each try until one was answered. */
  readonly link: string
  /** The name of the last that was answered; none at the first. */
  readonly after?: string | undefined
}

/** So many names are remembered: what comes late is told from what comes of another line. */
const linksKept = 32

type Numbered = Readonly<Record<keyof Turn, `$${number}`>>

/** By the numbers that the three have in a statement, to be given as `turn` gives them. */
export const follows = ({ n, link, after }: Numbered): string =>
  `said < ${n} and (links[1] in (${link}, ${after})
     or not links && array[${link}, ${after}]::text[])`

export const taking = ({ n, link }: Numbered): string =>
  `said = ${n}, links = case when links[1] = ${link} then links
     else (array_prepend(${link}::text, links))[1:${linksKept}] end`

export const turn = ({ n, link, after }: Turn): readonly [number, string, string] => [
  n,
  link,
  after ?? '',
]
