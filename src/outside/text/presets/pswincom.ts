// PSWinCom Gateway, the XML API over HTTPS. For reports, set «DR Protocol and Destination» of the
// account to HTTP and our address for reports.
import type { Description } from '../connector.ts'

export const pswincom: Description = {
  number: 'digits',
  base: 'https://xml.pswin.com',
  text: {
    method: 'POST',
    address: '{base}/',
    xml: [
      '<?xml version="1.0"?>',
      '<SESSION><CLIENT>{user}</CLIENT><PW>{secret}</PW><MSGLST><MSG><ID>1</ID>',
      '<TEXT>{text}</TEXT><SND>{sender}</SND><RCV>{to}</RCV><RCPREQ>Y</RCPREQ>',
      '</MSG></MSGLST></SESSION>',
    ].join(''),
    sent: {
      status: [200],
      text: 'LOGON>OK<[^]*STATUS>OK<',
    },
    reference: { text: '<REF>([^<]+)</REF>' },
    failures: [
      // Neither says that it is about the number, and nothing was taken.
      { when: { text: 'LOGON>FAIL<' }, means: 'down' },
      { when: { text: 'STATUS>FAIL<' }, means: 'down' },
    ],
  },
  reports: {
    in: 'fields',
    reference: 'REF',
    state: 'STATE',
    delivered: ['DELIVRD'],
    failed: ['EXPIRED', 'DELETED', 'UNDELIV', 'REJECTD', 'FAILED', 'BARRED'],
    why: { BARRED: 'barred', UNDELIV: 'unknown-number' },
  },
}
