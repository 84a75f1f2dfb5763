// The languages that applications speak with this house. A new one is a folder and a line here.
import { openOidc } from './oidc/oidc.ts'

export const protocols = [openOidc]
