// LINK Mobility, «SMS REST API». The address is the one that the account was given. Reports come to
// a gate that LINK sets up: tell them our address for reports, and ask for JSON.
import type { Description } from '../connector.ts'

export const link: Description = {
  number: 'plus',
  text: {
    method: 'POST',
    address: '{base}/sms/send',
    basic: true,
    json: {
      source: '{sender}',
      destination: '{to}',
      userData: '{text}',
      platformId: '{platformId}',
      platformPartnerId: '{platformPartnerId}',
      useDeliveryReport: true,
      deliveryReportGates: ['{gate}'],
      refId: '{id}',
      // Ten minutes: a code that comes when the phone is switched on next day helps nobody.
      relativeValidityTime: 600_000,
      ignoreResponse: false,
    },
    sent: { status: [200], at: 'resultCode', is: [1005] },
    reference: { at: 'messageId' },
  },
  reports: {
    in: 'json',
    id: 'refId',
    reference: 'id',
    state: 'resultCode',
    sent: ['1000', '1008', '1011', '1012'],
    delivered: ['1001', '1007'],
    failed: (
      '0 1 2 3 6 104 105 1002 1004 1006 1009 2104 2105 2106 2107 2200 2201 2202 2203 2204 2205 ' +
      '2206 2207 3000 3001 3002 4000 4001 4002 4003 4004 4005 4006 4007'
    ).split(' '),
    why: {
      '2104': 'unknown-number',
      '2105': 'barred',
      '2106': 'unknown-number',
      '2107': 'barred',
    },
    at: 'timestamp',
  },
}
