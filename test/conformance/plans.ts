// The plans of the OpenID Foundation that concern this house, module by module. The page
// docs/conformance.md is drawn from here, and the test beside this file plays each of them.
import { basic, discovery } from './basic.ts'
import { high } from './high.ts'
import { backChannel, rpInitiated } from './logout.ts'
import type { Plan } from './module.ts'

export const plans: readonly Plan[] = [
  {
    name: 'oidcc-config-certification-test-plan',
    title: 'Config',
    modules: [discovery],
    modes: ['query'],
  },
  {
    name: 'oidcc-basic-certification-test-plan',
    title: 'Basic',
    modules: basic,
    modes: ['query'],
  },
  {
    name: 'oidcc-formpost-basic-certification-test-plan',
    title: 'Form Post',
    modules: basic,
    modes: ['form_post'],
  },
  {
    name: 'oidcc-rp-initiated-logout-certification-test-plan',
    title: 'RP-Initiated Logout',
    modules: rpInitiated,
    modes: ['query'],
  },
  {
    name: 'oidcc-backchannel-rp-initiated-logout-certification-test-plan',
    title: 'Back-Channel Logout',
    modules: backChannel,
    modes: ['query'],
  },
  {
    name: 'fapi2-security-profile-final-test-plan',
    title: 'FAPI 2.0 Security Profile (private_key_jwt, DPoP)',
    modules: high,
    modes: ['query'],
  },
]
