// Somebody in front of a WebKit: opens, reads, types and presses by the names that stand on the
// page. Must press what a person could press, and wait for nothing but what is to stand there.
import { isFound, Refused, type Found, type Session } from './driver.ts'
import { kinds, seeking, settling, type Kind } from './seeking.ts'

type Words = string | RegExp

/** Held until the text ends: https://www.w3.org/TR/webdriver2/#keyboard-actions */
const controlKey = '\uE009'

/** A page that has made way for another has not said no. */
const isPassing = (fault: unknown): boolean =>
  fault instanceof Refused &&
  (fault.word === 'stale element reference' || /unload/.test(fault.message))

/** What has only just come forward takes no press for a moment. */
const uncovered = `const [found, done] = arguments
found.scrollIntoView({ block: 'center' })
const look = () => {
  const { x, y, width, height } = found.getBoundingClientRect()
  const hit = document.elementFromPoint(x + width / 2, y + height / 2)
  if (!found.isConnected || found.contains(hit)) done()
  else setTimeout(look, 20)
}
look()`

export class WebKitWindow {
  readonly session: Session

  constructor(session: Session) {
    this.session = session
  }

  async opens(address: string): Promise<void> {
    await this.session.goTo(address)
  }

  /** A page with this heading stands here. */
  async sees(heading: Words): Promise<void> {
    await this.#seek('heading', heading)
  }

  async seesPicture(name: Words): Promise<void> {
    await this.#seek('picture', name)
  }

  async reads(...texts: readonly Words[]): Promise<void> {
    for (const text of texts) await this.#seek('text', text)
  }

  /** Whether it stands here now; nothing is waited for. */
  async stands(text: string): Promise<boolean> {
    return (await this.words()).includes(text)
  }

  async words(): Promise<string> {
    return String(await this.run(`return document.body.innerText.replace(/\\s+/g, ' ')`))
  }

  async presses(name: Words): Promise<void> {
    await this.#with('pressable', name, async (found) => {
      await this.session.untilDone(uncovered, found)
      await this.session.press(found)
    })
  }

  /** Key by key; what stood there goes first. */
  async types(label: Words, text: string): Promise<void> {
    await this.#with('field', label, async (found) => {
      await this.session.untilDone('arguments[0].select(); arguments[1]()', found)
      await this.session.type(found, text)
    })
  }

  /** What lies on the clipboard, into a field; gives what then stands there. */
  async pastes(label: string): Promise<string> {
    await this.#with('field', label, (found) => this.session.type(found, `${controlKey}v`))
    return String(await this.run('return document.activeElement.value'))
  }

  /** One after the other, on keys that the page itself draws. */
  async pressesEach(names: string): Promise<void> {
    for (const name of names) await this.presses(name)
  }

  /** What it gives is waited for. */
  async run(script: string, ...args: readonly unknown[]): Promise<unknown> {
    const given = await this.session.untilDone(settling(script), ...args)
    if (!Array.isArray(given)) throw new Error(String(given))
    return given[0]
  }

  async closes(): Promise<void> {
    await this.session.close()
  }

  async #with(kind: Kind, name: Words, act: (found: Found) => Promise<void>): Promise<void> {
    for (let tries = 0; ; tries += 1)
      try {
        return await act(await this.#seek(kind, name))
      } catch (fault) {
        if (!isPassing(fault) || tries === 5) throw fault
      }
  }

  async #seek(kind: Kind, name: Words): Promise<Found> {
    const asked = typeof name === 'string' ? [name, null, null] : [null, name.source, name.flags]
    for (let tries = 0; ; tries += 1)
      try {
        const found = await this.session.untilDone(seeking, kinds[kind], kind, ...asked)
        if (!isFound(found)) throw new Error('The page gave nothing')
        return found
      } catch (fault) {
        if (isPassing(fault) && tries < 10) continue
        if (!(fault instanceof Refused)) throw fault
        const [at, words] = [await this.session.address(), await this.words()]
        throw new Error(`No ${kind} «${String(name)}» at ${at} (${fault.message}): ${words}`, {
          cause: fault,
        })
      }
  }
}
