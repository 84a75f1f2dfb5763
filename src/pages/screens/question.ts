// A security question is chosen and answered, or answered again. The answer is a plain field: it is
// compared without regard to case, and whoever cannot see what is typed gets it wrong.
import { html, type Markup } from '../../lib/html.ts'
import type { Screen } from '../../shapes/screen.ts'
import { below, firstTime, placeLine } from '../around.ts'
import type { Drawing, Drawn } from '../drawing.ts'
import { choiceField, field, fieldOfProblem } from '../fields.ts'
import { spokenBest } from '../method-words.ts'
import { acts, backWay, form, primary, top } from '../parts.ts'
import { say, isTextKey } from '../../../texts/index.ts'

type Question = Extract<Screen, { kind: 'question' }>

const attributes = html`autocomplete="off" autocapitalize="none" spellcheck="false"`

export function drawQuestion(screen: Question, drawing: Drawing): Drawn {
  return screen.purpose === 'prove' ? drawAsked(screen, drawing) : drawChosen(screen, drawing)
}

/** The question is the heading, and the label of its field. */
function drawAsked(screen: Question, drawing: Drawing): Drawn {
  const [name = ''] = screen.questions
  const asked = screen.own ?? spokenBest(drawing, `question.${name}`) ?? name
  return {
    title: drawing.plain('reply.heading-prove'),
    body: form(drawing, [
      top(drawing, html`${asked}`, {
        place: placeLine(screen, drawing),
        labels: 'reply',
        lead: html`<p class="lead" id="about">${drawing.say('reply.hint-prove')}</p>`,
      }),
      field(
        drawing,
        { name: 'reply', type: 'text', attributes, focus: true, describedBy: 'about' },
        drawing.problem !== undefined,
      ),
      acts(primary(drawing.say('enter-code.go')), backWay(drawing)),
      below(screen, 'prove', drawing),
    ]),
  }
}

function drawChosen(screen: Question, drawing: Drawing): Drawn {
  const isOwn = screen.questions.length === 0
  const heading = isOwn ? 'reply.heading-own' : 'reply.heading'
  const wrong = fieldOfProblem(drawing, ['reply', 'about'])
  const isReplied = wrong === 'reply'
  return {
    title: drawing.plain(heading),
    body: form(drawing, [
      top(drawing, drawing.say(heading), {
        place: placeLine(screen, drawing),
        lead: html`${firstTime(screen, drawing)}
          <p class="lead">${drawing.say('reply.lead')}</p>`,
      }),
      isOwn ? ownQuestion(screen, drawing, wrong) : listed(screen, drawing, wrong),
      field(
        drawing,
        {
          name: 'reply',
          type: 'text',
          attributes,
          label: drawing.say('reply.reply'),
          hint: drawing.say('reply.hint', { min: screen.minLength }),
          focus: isOwn ? isReplied : wrong !== 'about',
        },
        isReplied,
      ),
      acts(primary(drawing.say('who.go')), backWay(drawing)),
      below(screen, 'set-up', drawing, screen.mayWriteOwn && !isOwn ? ownWay(drawing) : undefined),
    ]),
  }
}

/** A question of one's own is an answer too: its own page follows. */
const ownWay = (drawing: Drawing): Markup =>
  html`<button class="ds-link" form="ways" name="about" value="own" formnovalidate>
    ${drawing.say('reply.write-own')}
  </button>`

const ownQuestion = ({ own }: Question, drawing: Drawing, wrong: string | undefined): Markup =>
  field(
    drawing,
    {
      name: 'about',
      type: 'text',
      attributes: html`autocomplete="off"`,
      label: drawing.say('reply.about'),
      focus: wrong !== 'reply',
      ...(own !== undefined && { value: own }),
    },
    wrong === 'about',
  )

function listed({ questions }: Question, drawing: Drawing, wrong: string | undefined): Markup {
  const { language } = drawing.frame
  const named = questions.map((name) => {
    const key = `question.${name}`
    return [name, isTextKey(key) && isQuestion(key) ? say(language, key) : name] as const
  })
  return choiceField(
    drawing,
    {
      name: 'about',
      label: drawing.say('reply.about'),
      autocomplete: 'off',
      options: named,
      chosen: questions[0],
      focus: wrong === 'about',
    },
    wrong === 'about',
  )
}

const isQuestion = (key: string): key is 'question.toy' => key.startsWith('question.')
