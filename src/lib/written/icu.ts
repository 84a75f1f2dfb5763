// ICU messages: plurals by intl-messageformat, loaded at the first text that needs it, since most
// texts only have names in them and the library costs start time. Must never see markup: what comes
// out is plain text.
import { createRequire } from 'node:module'

export type IcuArguments = Readonly<Record<string, string | number>>
type Compiled = { format(values: IcuArguments): unknown }
type Library = { IntlMessageFormat: new (text: string, locale: string) => Compiled }

const require = createRequire(import.meta.url)
const compiled = new Map<string, Compiled>()

/** Replaces `{name}`; anything with a comma in it (plural, select) is left to the library. */
export function formatIcu(locale: string, text: string, values: IcuArguments): string {
  if (!text.includes('{')) return text
  if (!text.includes(',', text.indexOf('{')) || !/\{\w+,/.test(text))
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
  const key = `${locale} ${text}`
  let message = compiled.get(key)
  if (message === undefined) {
    const { IntlMessageFormat } = require('intl-messageformat') as Library
    message = new IntlMessageFormat(text, locale)
    compiled.set(key, message)
  }
  return String(message.format(values))
}

/** The names of the arguments of a text, as the page needs to know whether it has them all. */
export const icuArguments = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(/\{(\w+)(?=[,}])/g)].map(([, name]) => name ?? '')),
]
