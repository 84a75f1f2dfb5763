// Bokmål: what is sent to a phone, and what a voice says in a call.
export const messages = {
  'sms.code': '{code} er koden din for {service}.\nDel den aldri med andre.',
  'sms.notice.password-forgotten': 'Passordet til {service} er byttet {at}.',
  'sms.notice.added': 'En metode for å logge inn på {service} er lagt til {at}.',
  'sms.notice.removed': 'En metode for å logge inn på {service} er slettet {at}.',
  'sms.notice.renewed': 'En metode for å logge inn på {service} er byttet {at}.',
  'sms.notice.number-changed': 'Telefonnummeret ditt for å logge inn på {service} er byttet {at}.',
  'sms.notice.blocked': 'En metode for å logge inn på {service} er sperret {at}.',
  'sms.notice.restored': 'En metode for å logge inn på {service} er tatt i bruk igjen {at}.',
  'sms.notice.frozen': 'Kontoen din hos {service} er sperret {at}.',
  'sms.notice.call': 'Var det ikke deg? Ring {support}, {phone}.',
  'sms.notice.ask': 'Var det ikke deg? Ta kontakt med {support}.',
  'voice.hello': 'Hei. Dette er {service}.',
  'voice.press': 'Trykk 1 for å høre koden din. Har du ikke bedt om en kode, legger du bare på.',
  'voice.code': 'Koden din er: {digits}',
  'voice.never': 'Del den aldri med andre.',
} as const
