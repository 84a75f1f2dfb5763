// The parts a mail is made of, drawn twice: as a table that every mail program understands, with
// its style inline and nothing to fetch, and as plain text that says the same.
import { makeSteps } from '../../lib/color/color-scheme.ts'
import { isHexColor } from '../../lib/color/contrast.ts'
import { html, safeAddress, type Markup, type Part } from '../../lib/html.ts'
import type { Language } from '../../shapes/language.ts'
import type { OrganisationLook } from '../../shapes/screen.ts'

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

const ink = '#22201b'
const soft = '#5d584f'
const font = `font-family:-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif`

/**
 * Widths and colours stand on the elements too: Outlook on Windows reads them there and nowhere
 * else.
 */
export function asHtml(
  { language, subject, organisation }: Letterhead,
  blocks: readonly Block[],
): string {
  const color = isHexColor(organisation.color) ? organisation.color : '#0b5d4f'
  const brand = makeSteps(color, 'light')
  const rows = blocks.map((block) => row(block, brand))
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light" />
        <title>${subject}</title>
      </head>
      <body style="margin:0;padding:0;background:#f6f5f4">
        ${table(
          '100%',
          html` bgcolor="#f6f5f4"`,
          html`<tr>
            <td align="center" style="padding:24px 12px">
              ${table(
                '100%',
                html` bgcolor="#ffffff" style="max-width:560px;background:#ffffff;border:1px solid
                #d6d5d1;border-top:4px solid ${brand['base-default']};border-radius:12px"`,
                html`<tr>
                    <td
                      style="padding:24px 28px 0;${font};font-size:15px;line-height:1.4;color:${ink}"
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

type Brand = ReturnType<typeof makeSteps>

const cell = (style: string, inside: Part): Markup =>
  html`<tr>
    <td style="padding:14px 28px 0;${font};font-size:16px;line-height:1.5;color:${ink};${style}">
      ${inside}
    </td>
  </tr>`

/** Numbers, dates and times are not torn apart at the end of a line. */
const whole = (text: string): string =>
  text.replaceAll(
    /(?<=[\d.]) (?=\d)|(?<=\d\.) (?=\p{Ll})|(?<=\d) (?=\p{Lu})| (?=kl\. \d)/gu,
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

function row(block: Block, brand: Brand): Markup {
  if ('heading' in block)
    return cell(
      'padding-top:18px',
      html`<h1 style="margin:0;font-size:24px;line-height:1.25">${block.heading}</h1>`,
    )
  if ('text' in block) return cell('', words(block.text))
  if ('small' in block) return cell(`font-size:14px;color:${soft}`, words(block.small))
  if ('button' in block) return button(block, brand)
  if ('lines' in block)
    return cell(
      'font-size:15px',
      block.lines.map(
        ([name, value], at) =>
          html`${at > 0 && html`<br />`}<span style="color:${soft}">${name}</span>
            <b>${words(value)}</b>`,
      ),
    )
  return cell(
    '',
    html`<ul style="margin:0;padding:0 0 0 20px">
      ${block.list.map((one) => html`<li>${one}</li>`)}
    </ul>`,
  )
}

function button(block: Extract<Block, { button: string }>, brand: Brand): Markup {
  const ground = brand['base-default']
  const to = safeAddress(block.to)
  const look = [
    `display:inline-block;padding:13px 26px;border:1.5px solid ${brand['base-border']};border-radius:10px`,
    `${font};font-size:16px;font-weight:600;line-height:1.3;text-decoration:none`,
    `color:${brand['base-contrast-default']}`,
  ].join(';')
  return html`${cell(
    'padding-top:22px',
    html`<table role="presentation" border="0" cellpadding="0" cellspacing="0">
      <tr>
        <td bgcolor="${ground}" style="background:${ground};border-radius:10px">
          <a href="${to}" style="${look}">${block.button}</a>
        </td>
      </tr>
    </table>`,
  )}
  ${cell(
    `font-size:14px;color:${soft}`,
    html`${block.fails}<br /><a
        href="${to}"
        style="color:${brand['text-subtle']};word-break:break-all"
        >${block.to}</a
      >`,
  )}`
}
