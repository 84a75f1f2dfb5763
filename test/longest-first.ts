// The files that take longest begin first, so that no worker stands alone with one of them at the
// end of a run. Vitest knows that by itself only where it has run before. Must never leave one out.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const longest = [
  'accessibility',
  'guides/guides',
  'attacks/race/methods',
  'guides/back-in/forgotten',
  'guides/ways-on',
  'faults/nodes',
  'attacks/rec/rec',
  'attacks/race/race',
  'attacks/otp/guessing',
  'guides/mended',
  'guides/methods-mended',
  'attacks/otp/apps',
  'rules/rehearsal',
  'attacks/adm/adm',
  'guides/passkeys',
  'guides/keyboard',
  'attacks/dos/dos',
  'attacks/web/web',
  'attacks/wan/wan',
  'guides/back-in/lost-phone',
  'attacks/otp/sms',
  'start/data-folder',
  'attacks/enum/round',
  'attacks/rec/vouching',
  'attacks/rec/round',
].map((name) => fileURLToPath(new URL(`./${name}.test.ts`, import.meta.url)))

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const gone = longest.find((path) => !existsSync(path))
    if (gone !== undefined) throw new Error(`There is no ${gone} any more: take it off the list`)
    const placeOf = ({ moduleId }: TestSpecification): number => longest.indexOf(moduleId)
    const rest = (await super.sort(files)).filter(({ moduleId }) => !longest.includes(moduleId))
    const first = files.filter(({ moduleId }) => longest.includes(moduleId))
    return [...first.toSorted((one, other) => placeOf(one) - placeOf(other)), ...rest]
  }
}
