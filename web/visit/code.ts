// Helps whoever types, pastes or is sent a code: all of it at once is sent by itself, and a code
// typed by hand never is, since somebody who listens to the page must hear what was typed.

const digitsIn = (text: string): string => text.replace(/\D/g, '')

/** What the browser may be asked for a code that came in a message (WebOTP). */
interface MessageAsked extends CredentialRequestOptions {
  readonly otp: { readonly transport: readonly string[] }
}

export function helpWithCode(field: HTMLInputElement): void {
  const { form } = field
  const all = Number(field.dataset['digits'])
  let had = 0
  const look = (): void => {
    const has = digitsIn(field.value).length
    const cameAtOnce = has === all && has > had + 1
    had = has
    if (cameAtOnce) form?.requestSubmit(form.querySelector<HTMLElement>('button.ds-button'))
  }
  const fill = (code: string): void => {
    had = 0
    field.value = code
    look()
  }
  field.addEventListener('input', look)
  // A code that is pasted beside the field is meant for it.
  document.addEventListener('paste', ({ target, clipboardData }) => {
    const code = digitsIn(clipboardData?.getData('text') ?? '')
    if (!(target instanceof HTMLInputElement) && code.length === all) fill(code)
  })
  if (!('OTPCredential' in window) || field.dataset['otp'] === undefined) return
  const stop = new AbortController()
  form?.addEventListener('submit', () => stop.abort())
  const asked: MessageAsked = { otp: { transport: ['sms'] }, signal: stop.signal }
  navigator.credentials.get(asked).then(
    (found) => found && 'code' in found && fill(String(found.code)),
    () => undefined,
  )
}
