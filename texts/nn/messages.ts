// Nynorsk: what is sent to a phone, and what a voice says in a call.
export const messages = {
  'sms.code': '{code} er koden din for {service}.\nDel han aldri med andre.',
  'voice.hello': 'Hei. Dette er {service}.',
  'voice.press': 'Trykk 1 for å høyre koden din. Har du ikkje bede om ein kode, legg du berre på.',
  'voice.code': 'Koden din er: {digits}',
  'voice.never': 'Del han aldri med andre.',
}
