// The post of the house: letters and news by text message out, and news of ended sessions to
// applications, carried out beside the requests. Nothing on the way in waits for either.
import { openLogoutCalls, type LogoutCalls } from '../outside/logout-calls.ts'
import { drawLetter } from '../outside/mail/draw-letter.ts'
import { openMail } from '../outside/mail/mail.ts'
import { openPostman } from '../outside/postman.ts'
import { drawNotice } from '../outside/text/draw-notice.ts'
import { openNotices } from '../outside/text/notices.ts'
import type { OpenMessage } from '../domain/messages/messages.ts'
import type { MailSettings, Settings } from '../settings.ts'
import type { Database } from '../store/database.ts'
import { demoPorts } from './demo.ts'
import type { OpenHouse } from './house.ts'

export interface PostParts {
  readonly settings: Settings
  readonly database: Database
  readonly opened: OpenHouse
  readonly tell: LogoutCalls['tell']
  readonly report: (fault: unknown) => void
}

export function openPost(parts: PostParts): { close(): Promise<void> } {
  const { settings, database, opened, report } = parts
  const calls = openLogoutCalls({ database, moment: opened.moment, tell: parts.tell, report })
  const server = mailServer(settings)
  const mail = server && openMail({ ...server, ourName: settings.address.hostname })
  const postman = openPostman({
    database,
    moment: opened.moment,
    // What has no way out waits until one is named.
    channels: [
      ...(mail ? [mail] : []),
      ...(opened.house.phones.canText ? [openNotices(opened.moment)] : []),
    ],
    draw: (message) => draw(message, parts),
    report,
  })
  return {
    async close() {
      await Promise.all([postman.close(), calls.close()])
      mail?.close()
    },
  }
}

const draw = ({ drawable, language }: OpenMessage, { opened, settings }: PostParts) =>
  drawable.kind === 'notice'
    ? drawNotice(drawable, language, opened.house.configuration())
    : drawLetter(drawable, language, {
        configuration: opened.house.configuration(),
        address: settings.address,
        from: settings.mail?.from,
      })

/** A demo has a mailbox of its own beside it; otherwise letters wait until a server is named. */
function mailServer({ mail, demo, port }: Settings): MailSettings | undefined {
  if (mail) return mail
  return demo ? { host: '127.0.0.1', port: demoPorts(port).smtp, tls: false } : undefined
}
