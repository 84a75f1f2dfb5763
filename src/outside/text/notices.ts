// The channel of news by text message: the gateways, as the postman knows them. It says truthfully
// what became of each, and must never hold a message back for another.
import { carryNotice } from '../../domain/phones/carrying.ts'
import type { Moment } from '../../domain/moment.ts'
import { languages } from '../../shapes/language.ts'
import type { Channel, Receipt } from '../channel.ts'

export const openNotices = (moment: () => Moment): Channel & { readonly name: 'sms' } => ({
  name: 'sms',
  async send({ id, text, from, language: wanted }, to): Promise<Receipt> {
    const language = languages.find((each) => each === wanted) ?? 'nb'
    const carried = await carryNotice(moment(), { id, to, text, language, sender: from.name })
    switch (carried.is) {
      case 'sent':
        return { is: 'sent' }
      case 'waits':
        return { is: 'later', why: 'The budget of messages is used up' }
      case 'away':
        return { is: 'later', why: 'No gateway took it', forAll: true }
      case 'refused':
        return { is: 'never', why: carried.why }
    }
  },
})
