// A passkey is made or used: the browser asks, and the script only hands it the question and the
// form the answer. Where a browser knows none, the page says so and the other ways stand below.
import { html, type Markup } from '../../lib/html.ts'
import type { Screen } from '../../shapes/screen.ts'
import { below, firstTime, placeLine } from '../around.ts'
import type { Drawing, Drawn } from '../drawing.ts'
import { rememberTick } from '../fields.ts'
import { calledPlain, calledSo } from '../method-words.ts'
import { acts, backWay, form, told, top } from '../parts.ts'

export function drawPasskey(screen: Extract<Screen, { kind: 'passkey' }>, drawing: Drawing): Drawn {
  const { purpose, options } = screen
  const key = `passkey.${purpose}` as const
  const called = purpose === 'set-up' ? 'add' : 'use'
  return {
    title: calledPlain('passkey', called, drawing) ?? drawing.plain(key),
    body: form(drawing, [
      told(drawing),
      top(drawing, calledSo('passkey', called, drawing) ?? drawing.say(key), {
        place: placeLine(screen, drawing),
        focus: true,
        lead: html`${firstTime(screen, drawing)}
          <p class="lead">${drawing.say(`passkey.${purpose}-lead`)}</p>`,
      }),
      passkeyField(purpose === 'set-up' ? 'create' : 'get', options),
      passkeyNews(drawing),
      html`<p data-passkey-says="unknown">${drawing.say('passkey.unsupported')}</p>`,
      rememberTick(screen, drawing),
      acts(
        html`<button class="ds-button" type="button" data-asks="passkey" hidden>
          ${purpose === 'set-up' ? drawing.say('passkey.create') : usePasskey(drawing)}
        </button>`,
        backWay(drawing),
      ),
      below(screen, purpose, drawing),
    ]),
  }
}

const usePasskey = (drawing: Drawing): Markup =>
  calledSo('passkey', 'use', drawing) ?? drawing.say('passkey.go')

/** One question to the browser; its answer becomes the value. */
export const passkeyField = (act: 'create' | 'get', options: string): Markup =>
  html`<input
    type="hidden"
    id="passkey"
    name="passkey"
    data-passkey="${act}"
    data-options="${options}"
  />`

/** What the browser says when nothing came of it: one of these is shown, and heard. */
export const passkeyNews = (drawing: Drawing): readonly Markup[] =>
  (
    [
      ['cancelled', 'passkey.stopped'],
      ['known', 'problem.passkey-known'],
      ['insecure', 'passkey.insecure'],
      ['failed', 'problem.passkey-missing'],
    ] as const
  ).map(
    ([word, key]) =>
      html`<p class="told" role="alert" data-passkey-says="${word}" hidden>${drawing.say(key)}</p>`,
  )
