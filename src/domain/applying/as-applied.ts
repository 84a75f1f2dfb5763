// A file that is in force nowhere, as it would be once it was applied: read from the very rows that
// it would be kept in. Must never write any of them.
import { type Configuration, configurationFrom } from '../configuration/configuration.ts'
import type { HouseFile } from './house-file.ts'

export function asApplied(file: HouseFile): Configuration {
  // What JSON keeps of it is what would be kept.
  const { organisations, networks, groups, applications, rules, ...defaults }: HouseFile =
    JSON.parse(JSON.stringify(file))
  return configurationFrom({
    version: 0,
    defaults,
    organisations,
    networks,
    groups,
    applications,
    rules,
  })
}
