// The files that take longest begin first, so that no worker stands alone with one of them at the
// end of a run. Vitest knows that by itself only where it has run before. Must never leave one out.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const longest = [
  'guides/guides',
  'accessibility',
  'attacks/race/methods',
  'attacks/dos/dos',
  'attacks/enum/round',
  'faults/nodes',
  'faults/engine-restarted',
  'guides/back-in/forgotten',
  'attacks/web/web',
  'guides/ways-on',
  'attacks/rec/round',
  'guides/keyboard',
  'attacks/otp/sms',
  'rules/rehearsal',
  'attacks/enum/enum',
  'guides/methods-mended',
  'attacks/pwd/bytes',
  'attacks/rec/vouching',
  'attacks/wan/wan',
  'attacks/otp/guessing',
  'guides/mended',
  'attacks/ses/remembered',
  'attacks/otp/apps',
  'attacks/rec/rec',
  'start/data-folder',
  'attacks/wan/removed',
  'attacks/oidc/requests',
  'attacks/push/guessing',
  'faults/killed',
  'guides/methods-used',
  'attacks/enum/masks',
  'attacks/adm/adm',
  'attacks/oidc/tokens',
  'attacks/pwd/locked',
  'attacks/pwd/change',
  'attacks/push/keys',
  'attacks/race/race',
  'guides/back-in/lost-phone',
  'attacks/net/what-if',
  'faults/post',
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
