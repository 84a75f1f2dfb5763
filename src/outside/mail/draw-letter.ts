// A message as a letter: in the words, the name and the colour of the organisation whose person it
// is written to. Drawn when its turn comes, so that a new name reaches old mail. `portvakt mail
// preview` shows the very same.
import {
  lookIn,
  organisationOf,
  wordsIn,
  type Configuration,
} from '../../domain/configuration/configuration.ts'
import type { DrawableLetter } from '../../domain/messages/message-kinds.ts'
import { drawMail } from '../../pages/mail/mail.ts'
import type { Language } from '../../shapes/language.ts'
import type { Letter } from '../channel.ts'

export interface Sender {
  readonly configuration: Configuration
  readonly address: URL
  /** The sender's address where the organisation has none of its own. */
  readonly from?: string | undefined
}

export function drawLetter(
  drawable: DrawableLetter,
  language: Language,
  sender: Sender,
): Omit<Letter, 'id' | 'language'> {
  const organisation = organisationOf(sender.configuration, drawable.facts.organisation)
  const { mail, words } = organisation
  const look = lookIn(organisation, language)
  const welcome = wordsIn(words.welcome, language)
  const signature = wordsIn(words.signature, language)
  const subject = drawable.kind === 'welcome' ? wordsIn(mail.welcomeSubject, language) : undefined
  return {
    from: {
      name: mail.sender ?? `${look.service}, ${look.name}`,
      address: mail.from ?? sender.from ?? `ikke-svar@${sender.address.hostname}`,
    },
    ...drawMail(drawable, {
      language,
      organisation: look,
      address: sender.address,
      own: {
        ...(welcome && { welcome }),
        ...(signature && { signature }),
        ...(subject && { subject }),
      },
    }),
  }
}
