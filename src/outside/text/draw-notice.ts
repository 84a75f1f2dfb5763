// News of a change, as the text of a message to a phone: what, when, and whom to ring. Must never
// hold a link, a code or the name of an application.
import {
  lookIn,
  organisationOf,
  type Configuration,
} from '../../domain/configuration/configuration.ts'
import type { Drawable } from '../../domain/messages/message-kinds.ts'
import type { Language } from '../../shapes/language.ts'
import { sayTime } from '../../../texts/dates.ts'
import { languageOf, say } from '../../../texts/index.ts'
import type { Letter } from '../channel.ts'

export type NoticeDrawable = Extract<Drawable, { kind: 'notice' }>

export function drawNotice(
  { facts }: NoticeDrawable,
  wanted: Language,
  configuration: Configuration,
): Omit<Letter, 'id' | 'language'> {
  const key = `sms.notice.${facts.change}` as const
  // In one language from end to end.
  const language = languageOf(wanted, key)
  const { service, support } = lookIn(organisationOf(configuration, facts.organisation), language)
  const news = say(language, key, { service, at: sayTime(language, facts.at) })
  const { name, phone } = support
  const help =
    phone === undefined
      ? say(language, 'sms.notice.ask', { support: name })
      : say(language, 'sms.notice.call', { support: name, phone })
  return { from: { name: service, address: '' }, subject: '', text: `${news} ${help}` }
}
