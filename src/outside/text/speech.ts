// What is said in a call, and how two kinds of gateway want it written. The code is said after the
// right key and never before it: an answering machine, a fax and a pocket get no code (FLT-VOI-1,
// ATK-OTP-16).
import { html } from '../../lib/html.ts'
import type { Language } from '../../shapes/language.ts'
import type { Heard, Incoming, Script, Spoken } from './gateway.ts'
import { readFields, readJson } from './reading.ts'

interface Speech {
  hear(incoming: Incoming): Heard | undefined
  speak(heard: Heard, script: Script): Spoken
}

interface Said {
  readonly words: readonly string[]
  readonly isCode: boolean
}

/** The only place that gives away a code. After any other key the invitation comes again. */
const nextWords = (heard: Heard, script: Script): Said =>
  heard.key !== undefined && heard.key === script.key
    ? { words: [script.says, script.says], isCode: true }
    : { words: [script.invites], isCode: false }

const keyOf = (text: unknown): Heard =>
  typeof text === 'string' && /^[0-9*#]$/.test(text) ? { key: text } : {}

/**
 * No gateway has a voice for Nynorsk or Sámi. A Norwegian one reads Nynorsk well; it reads Sámi
 * badly, so who calls sends Norwegian words for it.
 */
const voices: Readonly<Record<Language, string>> = {
  nb: 'nb-NO',
  nn: 'nb-NO',
  se: 'nb-NO',
  en: 'en-GB',
}

const twiml: Speech = {
  hear: (incoming) => keyOf(readFields(incoming).get('Digits')),
  speak(heard, script) {
    const { words, isCode } = nextWords(heard, script)
    const said = words.map(
      (each) => html`<Say language="${voices[script.language]}">${each}</Say><Pause length="1" />`,
    )
    const verbs = isCode
      ? said
      : html`<Gather
          input="dtmf"
          numDigits="1"
          timeout="8"
          method="POST"
          action="${script.callback}"
          >${said}</Gather
        >`
    const body = html`<Response>${verbs}<Hangup /></Response>`
    return {
      type: 'text/xml; charset=utf-8',
      body: `<?xml version="1.0" encoding="UTF-8"?>${body.text}`,
    }
  },
}

/**
 * Our own, which the demo speaks: `{ language, say: [texts], keyTo }`, without `keyTo` at the end.
 */
const json: Speech = {
  hear(incoming) {
    const heard = readJson(incoming.body)
    return typeof heard === 'object' && heard !== null
      ? keyOf(Reflect.get(heard, 'key'))
      : undefined
  },
  speak(heard, script) {
    const { words, isCode } = nextWords(heard, script)
    const keyTo = isCode ? undefined : script.callback
    const body = { language: script.language, say: words, keyTo }
    return { type: 'application/json; charset=utf-8', body: JSON.stringify(body) }
  },
}

export const speeches = { twiml, json } as const
