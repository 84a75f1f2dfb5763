// Applying a configuration file: everything in one transaction, with its difference in words kept
// as an Event. The same file twice changes nothing and raises no version. Must never leave
// people behind in an organisation that is gone.
import { sha256 } from '../../lib/digest.ts'
import { removeApplicationsBut, saveApplication } from '../../store/applications.ts'
import { keepGroups, dropGroups } from '../../store/groups.ts'
import * as store from '../../store/configuration.ts'
import { defaultsShape } from '../configuration/configuration-shape.ts'
import { differences, type Plain } from './differences.ts'
import { recordEvent } from '../events/events.ts'
import type { HouseFile } from './house-file.ts'
import { inTransaction, type Moment } from '../moment.ts'

export type Applied =
  | {
      readonly is: 'applied' | 'unchanged' | 'dry-run'
      readonly version: number
      readonly changes: readonly string[]
    }
  | { readonly is: 'refused'; readonly because: readonly string[] }

export interface Applying {
  /** Only tells the difference. */
  readonly dryRun?: boolean
  readonly actor?: string
}

export const applyConfiguration = (
  moment: Moment,
  file: HouseFile,
  { dryRun = false, actor }: Applying = {},
): Promise<Applied> =>
  inTransaction(moment, async (inside): Promise<Applied> => {
    await store.holdConfiguration(inside.db)
    const kept = await store.readConfiguration(inside.db)
    const changes = differences(partsKept(kept), plain(file))
    if (changes.length === 0) return { is: 'unchanged', version: kept.version, changes }
    const because = await whatForbids(inside, kept, file)
    if (because.length > 0) return { is: 'refused', because }
    if (dryRun) return { is: 'dry-run', version: kept.version, changes }
    const version = await write(inside, kept, file)
    await recordEvent(inside, 'configuration.applied', {
      actor: actor ?? 'command',
      data: {
        version,
        digest: sha256(JSON.stringify(file)).toString('base64url'),
        changes: changes.slice(0, 500),
        changed: changes.length,
      },
    })
    return { is: 'applied', version, changes }
  })

/** What JSON keeps of it is what is compared: absent and undefined are the same. */
const plain = (value: unknown): Plain => JSON.parse(JSON.stringify(value))

/**
 * A house that nothing was applied to is compared with nothing, so that the first difference tells
 * everything.
 */
const partsKept = (kept: store.ConfigurationRows): Plain =>
  kept.version === 0 ? {} : plain({ ...defaultsShape.parse(kept.defaults), ...rowsOf(kept) })

const rowsOf = ({
  organisations,
  networks,
  groups,
  applications,
  rules,
}: store.ConfigurationRows) => ({
  organisations,
  networks,
  groups,
  applications,
  rules,
})

async function whatForbids(
  inside: Moment,
  kept: store.ConfigurationRows,
  file: HouseFile,
): Promise<string[]> {
  const stays = new Set(file.organisations.map((each) => each.id))
  const gone = idsIn(kept.organisations).filter((id) => !stays.has(id))
  const peopled = await store.countPeopleOf(inside.db, gone)
  return peopled.map(
    ({ id, people }) => `organisations «${id}» cannot be taken away: ${people} people belong to it`,
  )
}

const idsIn = (rows: readonly unknown[]): string[] =>
  rows.flatMap((row) =>
    typeof row === 'object' && row !== null && 'id' in row && typeof row.id === 'string'
      ? [row.id]
      : [],
  )

async function write(
  inside: Moment,
  kept: store.ConfigurationRows,
  file: HouseFile,
): Promise<number> {
  const { db } = inside
  // Whatever has a default is the rest: named one by one, a part of it could be forgotten.
  const { organisations, networks, groups, applications, rules, ...defaults } = file
  const placed = (rows: readonly { readonly id: string }[]) =>
    rows.map((value) => ({ id: value.id, value }))
  const stays = new Set(groups.map((group) => group.id))
  await store.replaceOrganisations(db, placed(organisations))
  await store.replaceNetworks(db, placed(networks))
  await keepGroups(db, groups)
  await dropGroups(
    db,
    idsIn(kept.groups).filter((id) => !stays.has(id)),
  )
  await removeApplicationsBut(
    db,
    applications.map((application) => application.id),
  )
  for (const [position, value] of applications.entries()) {
    const { id, name, everyone, groups: members } = value
    await saveApplication(db, { id, position, name, everyone, groups: members, value })
  }
  await store.replaceRules(db, placed(rules))
  return store.raiseConfiguration(db, defaults)
}
