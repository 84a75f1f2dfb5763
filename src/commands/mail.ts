// `mail test`: a letter to see that mail goes out, by the same way as every other.
import { organisationOf } from '../domain/configuration.ts'
import { queueMessage } from '../domain/messages.ts'
import { type Called, type Command, Misunderstood, onlyWord, textOption } from './command.ts'
import { isLanguage, type Language } from '../shapes/language.ts'

export function languageOption(called: Called, otherwise: Language): Language {
  const tag = textOption(called, 'language') ?? otherwise
  if (!isLanguage(tag))
    throw new Misunderstood(`«${tag}» is no language of the house: nb, nn, se or en`)
  return tag
}

export const mailTest: Command = {
  words: 'mail test',
  takes: 'ADDRESS [--language nb] [--organisation ID]',
  says: 'Lays a test letter in the outbox. The server that runs sends it.',
  options: { language: { type: 'string' }, organisation: { type: 'string' } },
  async run(called) {
    const to = onlyWord(called, 'The address')
    if (!/^[^\s@]+@[^\s@]+$/.test(to)) throw new Misunderstood(`«${to}» is no mail address`)
    const { moment, settings } = await called.moment()
    const organisation = organisationOf(
      moment.house.configuration(),
      textOption(called, 'organisation'),
    )
    const id = await queueMessage(moment, {
      kind: 'test',
      to,
      language: languageOption(called, organisation.languages[0] ?? 'nb'),
      data: {
        firstName: 'Kari',
        login: `kari.nordmann@${organisation.domains[0]}`,
        organisation: organisation.id,
      },
    })
    called.say(`Laid in the outbox as ${id}.`)
    if (!settings.demo && !settings.mail) {
      called.complain('No mail server is named (PORTVAKT_SMTP_HOST): it waits there.')
      return 1
    }
    called.say(
      'It goes out when the server runs; `portvakt messages dead` tells when it could not.',
    )
    return 0
  },
}
