// The applications that `portvakt connect` knows, in the order they are listed.
import { apacheOidc, gitlab, grafana, nextcloud } from './oidc.ts'
import type { QuickStart } from './quick-start.ts'
import { apacheSaml, googleWorkspace, successFactors, topdesk } from './saml.ts'

export const quickStarts: readonly QuickStart[] = [
  topdesk,
  grafana,
  gitlab,
  nextcloud,
  successFactors,
  googleWorkspace,
  apacheOidc,
  apacheSaml,
]
