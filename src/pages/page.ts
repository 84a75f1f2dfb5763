// Draws a page: the screen in its frame, with exactly the style and script it uses, and the content
// security policy that allows exactly those. Pure: a page drawn twice is the same bytes.
import type { Page } from '../shapes/frame.ts'
import type { Screen } from '../shapes/screen.ts'
import { policyFor } from './policy.ts'
import { drawingOf, type Drawing, type Drawn } from './drawing.ts'
import { drawBody, drawDocument, type Document } from './frame.ts'
import { drawIdentity } from './identity.ts'
import { drawBegin } from './screens/begin.ts'
import { drawChoose } from './screens/choose.ts'
import { drawChooseAccount } from './screens/choose-account.ts'
import { drawConfirm } from './screens/confirm.ts'
import { drawAddPhone } from './screens/elsewhere/add-phone.ts'
import { drawApprove } from './screens/elsewhere/approve.ts'
import { drawAskLeader } from './screens/elsewhere/ask-leader.ts'
import { drawCaller } from './screens/elsewhere/caller.ts'
import { drawHandOver, drawOnPhone } from './screens/elsewhere/hand-over.ts'
import { drawVouch } from './screens/elsewhere/vouch.ts'
import { drawEnterCode } from './screens/enter-code.ts'
import { drawEnterPhone } from './screens/enter-phone.ts'
import { drawNewPassword } from './screens/new-password.ts'
import { drawNotice } from './screens/notice.ts'
import { drawPasskey } from './screens/passkey.ts'
import { drawPassword } from './screens/password.ts'
import { drawQuestion } from './screens/question.ts'
import { drawScanCode } from './screens/scan-code.ts'
import { drawShowCodes } from './screens/show-codes.ts'
import { drawStartCode } from './screens/start-code.ts'
import { drawSummary } from './screens/summary.ts'
import { drawWho } from './screens/who.ts'
import { scriptFor } from './style/script.ts'
import { styleFor } from './style/style.ts'

export interface DrawnPage {
  readonly html: string
  readonly csp: string
}

export interface PageOptions {
  /**
   * Origins, besides our own, that a form's answer may be redirected to: the application this
   * visit returns to.
   */
  readonly leadsTo?: readonly string[]
}

export function drawPage(page: Page, options: PageOptions = {}): DrawnPage {
  const drawing = drawingOf(page.frame, page.problem, page.typed)
  const { title, body } = drawScreen(page.screen, drawing)
  return finish(drawing, { title, main: body }, options)
}

/** Everything that is drawn ends here, so that no page can leave without its policy. */
export function finish(drawing: Drawing, document: Document, options: PageOptions): DrawnPage {
  const body = drawBody(drawing, document)
  const style = styleFor(body.text, drawing.frame.organisation.color)
  const script = scriptFor(body.text)
  return {
    html: drawDocument(drawing, {
      title: document.title,
      body,
      style: style.text,
      ...(script === undefined ? {} : { script: script.text }),
    }),
    csp: policyFor(style, script, options.leadsTo ?? []),
  }
}

function drawScreen(screen: Screen, drawing: Drawing): Drawn {
  switch (screen.kind) {
    case 'begin':
      return drawBegin(screen, drawing)
    case 'start-code':
      return drawStartCode(screen, drawing)
    case 'who':
      return drawWho(screen, drawing)
    case 'choose-account':
      return drawChooseAccount(screen, drawing)
    case 'password':
      return drawPassword(screen, drawing)
    case 'enter-code':
      return drawEnterCode(screen, drawing)
    case 'choose':
      return drawChoose(screen, drawing)
    case 'enter-phone':
      return drawEnterPhone(screen, drawing)
    case 'scan-code':
      return drawScanCode(screen, drawing)
    case 'passkey':
      return drawPasskey(screen, drawing)
    case 'identity':
      return drawIdentity(screen, drawing)
    case 'question':
      return drawQuestion(screen, drawing)
    case 'show-codes':
      return drawShowCodes(screen, drawing)
    case 'add-phone':
      return drawAddPhone(screen, drawing)
    case 'approve':
      return drawApprove(screen, drawing)
    case 'ask-leader':
      return drawAskLeader(screen, drawing)
    case 'vouch':
      return drawVouch(screen, drawing)
    case 'hand-over':
      return drawHandOver(screen, drawing)
    case 'caller':
      return drawCaller(screen, drawing)
    case 'on-phone':
      return drawOnPhone(screen, drawing)
    case 'new-password':
      return drawNewPassword(screen, drawing)
    case 'summary':
      return drawSummary(screen, drawing)
    case 'confirm':
      return drawConfirm(screen, drawing)
    case 'notice':
      return drawNotice(screen, drawing)
  }
}
