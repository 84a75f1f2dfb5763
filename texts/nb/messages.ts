// Bokmål: what is sent to a phone, and what a voice says in a call.
export const messages = {
  'sms.code': '{code} er koden din for {service}.\nDel den aldri med andre.',
  'voice.hello': 'Hei. Dette er {service}.',
  'voice.press': 'Trykk 1 for å høre koden din. Har du ikke bedt om en kode, legger du bare på.',
  'voice.code': 'Koden din er: {digits}',
  'voice.never': 'Del den aldri med andre.',
} as const
