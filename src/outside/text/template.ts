// Fills what a gateway is asked with: `{to}`, `{text}` and the rest, each escaped for where it
// stands. A text must never reach out of its field.
import { html } from '../../lib/html.ts'

export type Values = Readonly<Record<string, string | undefined>>
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json }

const placeholder = /\{([a-z]\w*)\}/gi

/** Nothing when a value is missing: then the whole field is left out. */
export function fill(
  template: string,
  values: Values,
  escape: (text: string) => string = (text) => text,
): string | undefined {
  let isWhole = true
  const filled = template.replace(placeholder, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    if (value === undefined) isWhole = false
    return value === undefined ? '' : escape(value)
  })
  return isWhole ? filled : undefined
}

export const fillFields = (fields: Readonly<Record<string, string>>, values: Values): string =>
  new URLSearchParams(
    Object.entries(fields).flatMap(([name, template]): [string, string][] => {
      const value = fill(template, values)
      return value === undefined ? [] : [[name, value]]
    }),
  ).toString()

export function fillJson(template: Json, values: Values): Json | undefined {
  if (typeof template === 'string') return fill(template, values)
  if (typeof template !== 'object' || template === null) return template
  if (Array.isArray(template))
    return template.flatMap((each: Json) => {
      const value = fillJson(each, values)
      return value === undefined ? [] : [value]
    })
  return Object.fromEntries(
    Object.entries(template).flatMap(([name, each]) => {
      const value = fillJson(each, values)
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

/** In plain ASCII, whatever letters the gateway believes the document is written in. */
export const escapeXml = (text: string): string =>
  html`${text.toWellFormed().replace(/[^\t\n\r -\u{10FFFF}]/gu, '')}`.text.replace(
    /[^\0-\u007F]/gu,
    (sign) => `&#${sign.codePointAt(0)};`,
  )

/** How the gateway wants a number: `+4799999944`, `004799999944` or `4799999944`. */
export const numberForms = {
  plus: (number: string) => number,
  zeros: (number: string) => number.replace('+', '00'),
  digits: (number: string) => number.replace('+', ''),
} as const

/** The names that a description asks for, wherever they stand in it. */
export const namesIn = (description: unknown): readonly string[] => [
  ...new Set(
    [...JSON.stringify(description).matchAll(placeholder)].flatMap(([, name]) => name ?? []),
  ),
]

const gsm =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ' +
  'ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà^{}\\[~]|€'

/** Whether a text can be sent with seven bits a letter (3GPP TS 23.038): Sámi letters cannot. */
export const isGsmText = (text: string): boolean => [...text].every((sign) => gsm.includes(sign))
