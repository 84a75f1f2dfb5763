// The parts a mail is made of, drawn twice: as a table that every mail program understands, with
// its style inline and nothing to fetch, and as plain text that says the same.
import { html, safeAddress, type Markup, type Part } from '../../lib/html.ts'
import type { Language } from '../../shapes/language.ts'
import type { OrganisationLook } from '../../shapes/frame.ts'
import { paintWith, type Paint } from './paint.ts'

export type Block =
  | { readonly heading: string }
  | { readonly text: string }
  | { readonly small: string }
  | { readonly button: string; readonly to: string; readonly fails: string }
  /** Facts by name, one to a line. */
  | { readonly lines: readonly (readonly [string, string])[] }
  | { readonly list: readonly string[] }

export interface Letterhead {
  readonly language: Language
  readonly subject: string
  readonly organisation: OrganisationLook
}

export const asText = (blocks: readonly Block[]): string => `${blocks.map(textOf).join('\n\n')}\n`

function textOf(block: Block): string {
  if ('heading' in block) return block.heading
  if ('text' in block) return block.text
  if ('small' in block) return block.small
  if ('button' in block) return `${block.button}:\n${block.to}`
  if ('lines' in block) return block.lines.map(([name, value]) => `${name} ${value}`).join('\n')
  return block.list.map((one) => `- ${one}`).join('\n')
}

const font = `font-family:-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif`

/** Widths stand on the elements too: Outlook on Windows reads them there and nowhere else. */
export function asHtml(
  { language, subject, organisation }: Letterhead,
  blocks: readonly Block[],
): string {
  const paint = paintWith(organisation.color)
  const rows = blocks.map((block) => row(block, paint))
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>${subject}</title>
        ${paint.dark}
      </head>
      <body ${paint.as('page', 'margin:0;padding:0')}>
        ${table(
          '100%',
          html`${paint.ground('page')} ${paint.as('page')}`,
          html`<tr>
            <td align="center" style="padding:24px 12px">
              ${table(
                '100%',
                html`${paint.ground('card')}
                ${paint.as('card', 'max-width:560px;border-radius:12px')}`,
                html`<tr>
                    <td
                      ${paint.as('ink', `padding:24px 28px 0;${font};font-size:15px;line-height:1.4`)}
                    >
                      <b>${organisation.name}</b>
                    </td>
                  </tr>
                  ${rows}
                  <tr>
                    <td style="padding:0 0 12px;font-size:1px;line-height:1px">&nbsp;</td>
                  </tr>`,
              )}
            </td>
          </tr>`,
        )}
      </body>
    </html>`.text
}

const table = (width: string, attributes: Markup, inside: Part): Markup =>
  html`<table
    role="presentation"
    width="${width}"
    border="0"
    cellpadding="0"
    cellspacing="0"
    ${attributes}
  >
    ${inside}
  </table>`

const cellLook = `padding:14px 28px 0;${font};font-size:16px;line-height:1.5`

const cell = (paint: Paint, style: string, inside: Part): Markup =>
  html`<tr>
    <td ${paint.as('ink', `${cellLook};${style}`)}>${inside}</td>
  </tr>`

const small = (paint: Paint, inside: Part): Markup =>
  html`<tr>
    <td ${paint.as('soft', `${cellLook};font-size:14px`)}>${inside}</td>
  </tr>`

/** Numbers, dates and times are not torn apart at the end of a line. */
const whole = (text: string): string =>
  text.replaceAll(
    /(?<=[\d.•]) (?=[\d•])|(?<=\d\.) (?=\p{Ll})|(?<=\d) (?=\p{Lu})| (?=kl\. \d)/gu,
    '\u00A0',
  )

const phone = /(\+\d[\d\u00A0]{6,}\d)/

/** A number to call can be pressed, in the colour of the words around it. */
const words = (text: string): readonly Part[] =>
  whole(text)
    .split(phone)
    .map((part) =>
      phone.test(part)
        ? html`<a href="tel:${part.replaceAll('\u00A0', '')}" style="color:inherit">${part}</a>`
        : part,
    )

function row(block: Block, paint: Paint): Markup {
  if ('heading' in block)
    return cell(
      paint,
      'padding-top:18px',
      html`<h1 style="margin:0;font-size:24px;line-height:1.25">${block.heading}</h1>`,
    )
  if ('text' in block) return cell(paint, '', words(block.text))
  if ('small' in block) return small(paint, words(block.small))
  if ('button' in block) return button(block, paint)
  if ('lines' in block)
    return cell(
      paint,
      'font-size:15px',
      block.lines.map(
        ([name, value], at) =>
          html`${at > 0 && html`<br />`}<span ${paint.as('soft')}>${name}</span>
            <b>${words(value)}</b>`,
      ),
    )
  return cell(
    paint,
    '',
    html`<ul style="margin:0;padding:0 0 0 20px">
      ${block.list.map((one) => html`<li>${one}</li>`)}
    </ul>`,
  )
}

function button(block: Extract<Block, { button: string }>, paint: Paint): Markup {
  const to = safeAddress(block.to)
  const look = [
    'display:inline-block;padding:13px 26px;border-radius:10px',
    `${font};font-size:16px;font-weight:600;line-height:1.3;text-decoration:none`,
  ].join(';')
  return html`${cell(
    paint,
    'padding-top:22px',
    html`<table role="presentation" border="0" cellpadding="0" cellspacing="0">
      <tr>
        <td ${paint.ground('button')} ${paint.as('button', 'border-radius:10px')}>
          <a href="${to}" ${paint.as('press', look)}>${block.button}</a>
        </td>
      </tr>
    </table>`,
  )}
  ${small(
    paint,
    html`${block.fails}<br /><a href="${to}" ${paint.as('link', 'word-break:break-all')}
        >${block.to}</a
      >`,
  )}`
}
