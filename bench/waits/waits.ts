// `waits`: what two thousand pages that wait on one node cost in memory, over real lines that stay
// open. Held against the same node after two hundred pages have come and gone, so that what is
// compiled and kept for everybody counts for nobody. Linux only.
import { machine, type Options, type Result } from '../result.ts'
import { type House, type Memory, openNodes } from './nodes.ts'
import { openPage, type Page } from './page.ts'

const pages = 2000
const before = 200
const barKilobytes = 20
const atOnce = 50

export async function run(_options: Options = {}): Promise<Result> {
  const house = await openNodes(1)
  try {
    for (const page of await waiting(house, before)) page.close()
    const empty = await memoryOf(house)
    const all = await waiting(house, pages)
    const full = await memoryOf(house)
    for (const page of all) page.close()
    const after = await memoryOf(house)
    const each = (what: keyof Memory, than = empty): number =>
      Math.round(((full[what] - than[what]) / pages / 1024) * 10) / 10
    return {
      workload: 'waits: 2,000 pages that wait on one node',
      unit: 'KB of resident memory for each, by the system; the bar is at most that many',
      ours: each('rss'),
      peer: null,
      ratio: null,
      limit: barKilobytes,
      machine: machine(),
      parts: {
        'KB of heap': each('heap'),
        'KB beside it': each('beside'),
        'heap back, KB': each('heap', after),
        'MB before': Math.round(empty.rss / 1024 ** 2),
        'MB with all': Math.round(full.rss / 1024 ** 2),
      },
    }
  } finally {
    await house.close()
  }
}

async function waiting({ nodes }: House, many: number): Promise<readonly Page[]> {
  const [node] = nodes
  if (!node) throw new Error('The house has no node')
  const people = await node.bring(many)
  const open: Page[] = []
  for (let at = 0; at < many; at += atOnce) {
    const some = people.slice(at, at + atOnce).map((each) => openPage(each, () => node.port))
    await Promise.all(some.map(({ opened }) => opened))
    open.push(...some)
  }
  return open
}

async function memoryOf({ nodes: [node] }: House): Promise<Memory> {
  if (!node) throw new Error('The house has no node')
  return node.memory()
}
