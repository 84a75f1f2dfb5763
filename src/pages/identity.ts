// Another house says who it is: the press that leads there, the way there, and the press that gives
// its answer. The script presses the second by itself. Must never show a number.
import { html, safeAddress } from '../lib/html.ts'
import type { Screen } from '../shapes/screen.ts'
import { below, firstTime, placeLine } from './around.ts'
import type { Drawing, Drawn } from './drawing.ts'
import { acts, backWay, form, primary, told, top } from './parts.ts'

type Identity = Extract<Screen, { kind: 'identity' }>

export function drawIdentity(screen: Identity, drawing: Drawing): Drawn {
  if (screen.to !== undefined) return drawLeaving(screen, screen.to, drawing)
  return screen.came ? drawCame(screen, drawing) : drawBefore(screen, drawing)
}

/** What its words begin with: it shows who one is, one comes in by it, or it is linked. */
const wordsFor = ({ signsIn }: Identity) =>
  signsIn === undefined
    ? ('identity' as const)
    : signsIn === 'in'
      ? ('elsewhere' as const)
      : ('link' as const)

function drawBefore(screen: Identity, drawing: Drawing): Drawn {
  const { by } = screen
  const words = wordsFor(screen)
  return {
    title: drawing.plain(`${words}.heading`, { by }),
    body: form(drawing, [
      told(drawing),
      top(drawing, drawing.say(`${words}.heading`, { by }), {
        place: placeLine(screen, drawing),
        focus: true,
        lead: html`${firstTime(screen, drawing)}
          <p class="lead">${drawing.say(`${words}.lead`, { by })}</p>`,
      }),
      acts(primary(drawing.say('identity.go', { by }), 'send'), backWay(drawing)),
      html`<p class="small">${drawing.say(`${words}.kept`, { by })}</p>`,
      below(screen, 'prove', drawing),
    ]),
  }
}

/** The browser goes by itself; whoever is held back goes by a press. */
const drawLeaving = ({ by }: Identity, to: string, drawing: Drawing): Drawn => ({
  title: drawing.plain('identity.leaving', { by }),
  body: html`<section class="card">
    ${top(drawing, drawing.say('identity.leaving', { by }), {
      focus: true,
      lead: html`<p class="lead">${drawing.say('identity.leaving-lead')}</p>`,
    })}
    ${acts(
      html`<a class="ds-button" href="${safeAddress(to)}"
        >${drawing.say('identity.go', { by })}</a
      >`,
    )}
  </section>`,
})

const drawCame = ({ by }: Identity, drawing: Drawing): Drawn => ({
  title: drawing.plain('identity.came', { by }),
  body: form(drawing, [
    top(drawing, drawing.say('identity.came', { by }), {
      focus: true,
      lead: html`<p class="lead">${drawing.say('identity.came-lead')}</p>`,
    }),
    acts(
      html`<button class="ds-button" name="do" value="answer" data-onward>
        ${drawing.say('identity.on')}
      </button>`,
    ),
  ]),
})
