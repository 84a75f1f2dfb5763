// axe in a page: laid into a document once, however often the document is looked at. Must never
// change what stands there.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { z } from 'zod'

/** The very axe that its builder lays in anew for each look, with everything that was right. */
const builder = createRequire(fileURLToPath(import.meta.resolve('@axe-core/playwright')))
const source = readFileSync(builder.resolve('axe-core/axe.min.js'), 'utf8')

export type Rules =
  | { readonly type: 'tag'; readonly values: readonly string[] }
  | { readonly type: 'rule'; readonly values: readonly string[] }

const violations = z.array(
  z.object({
    id: z.string(),
    nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
  }),
)

/** In sentences; empty where all is well. */
export async function faultsByAxe(page: Page, runOnly: Rules): Promise<readonly string[]> {
  if (!(await page.evaluate(`'axe' in window`))) await page.evaluate(`${source};0`)
  const options = JSON.stringify({ runOnly, resultTypes: ['violations'] })
  const found = await page.evaluate(
    `axe.run(document, ${options}).then(({ violations }) => violations)`,
  )
  return violations
    .parse(found)
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
    )
}
