// Nynorsk: what is sent to a phone, and what a voice says in a call.
export const messages = {
  'sms.code': '{code} er koden din for {service}.\nDel han aldri med andre.',
  'sms.notice.password-forgotten': 'Passordet til {service} er bytt {at}.',
  'sms.notice.added': 'Ein måte å logge inn på {service} er lagd til {at}.',
  'sms.notice.removed': 'Ein måte å logge inn på {service} er sletta {at}.',
  'sms.notice.renewed': 'Ein måte å logge inn på {service} er bytt {at}.',
  'sms.notice.number-changed': 'Telefonnummeret ditt for å logge inn på {service} er bytt {at}.',
  'sms.notice.blocked': 'Ein måte å logge inn på {service} er sperra {at}.',
  'sms.notice.restored': 'Ein måte å logge inn på {service} er teken i bruk att {at}.',
  'sms.notice.frozen': 'Kontoen din hos {service} er sperra {at}.',
  'sms.notice.call': 'Var det ikkje deg? Ring {support}, {phone}.',
  'sms.notice.ask': 'Var det ikkje deg? Ta kontakt med {support}.',
  'voice.hello': 'Hei. Dette er {service}.',
  'voice.press': 'Trykk 1 for å høyre koden din. Har du ikkje bede om ein kode, legg du berre på.',
  'voice.code': 'Koden din er: {digits}',
  'voice.never': 'Del han aldri med andre.',
}
