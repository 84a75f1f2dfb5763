// The browser's half of passkeys: asks for one, puts the answer in a hidden field, sends the form.
// Must run nothing before it is opened, nor anything where the browser knows no passkeys.
// What a page says to it:
// <input type="hidden" id="ID" name="passkey" data-passkey="create" data-options="JSON">
//   One question: `create` or `get`, with its options (src/lib/passkeys/options.ts). The answer
//   becomes its value, and its form is sent without the browser's own checks.
// <button type="button" data-asks="ID" hidden>: asks when pressed, and is shown where it can.
// <input autocomplete="username webauthn" data-asks="ID">: offers passkeys with the names to fill
//   in, until a button asks. For `get` alone.
// <p role="alert" data-passkey-says="cancelled" hidden>: shown when a press failed: `cancelled`
//   (also when time ran out, or no key fitted), `known` (the key is set up already), `insecure`
//   (not our address), `failed` (all else). With another word: hidden where passkeys are known.
// <p data-signal="{rpId, credentialId}">: tells the keeper of passkeys that this one is gone, or
//   with {rpId, userId, allAcceptedCredentialIds} that these are left.

let passkeyRequest: AbortController | undefined
let passkeyOffer: HTMLInputElement | undefined

export function openPasskeys(): void {
  if (typeof PublicKeyCredential === 'undefined') return
  sayOfPasskey('')
  for (const asks of document.querySelectorAll<HTMLElement>('[data-asks]')) {
    const field = document.getElementById(asks.dataset['asks'] ?? '')
    if (!(field instanceof HTMLInputElement)) continue
    if (asks instanceof HTMLInputElement) passkeyOffer = field
    asks.hidden = false
    if (asks instanceof HTMLButtonElement)
      asks.addEventListener('click', () => void pressForPasskey(field))
  }
  void offerPasskeys()
  for (const { dataset } of document.querySelectorAll<HTMLElement>('[data-signal]'))
    void signalPasskeys(dataset['signal'] ?? '')
}

const sayOfPasskey = (word: string): void => {
  for (const says of document.querySelectorAll<HTMLElement>('[data-passkey-says]'))
    says.hidden = says.dataset['passkeySays'] !== word
}

/** Only one question can be open: whatever waits is given up for a press. */
async function pressForPasskey(field: HTMLInputElement): Promise<void> {
  sayOfPasskey('')
  passkeyRequest?.abort()
  const { signal } = (passkeyRequest = new AbortController())
  try {
    await askForPasskey(field, signal)
  } catch (error) {
    if (signal.aborted) return
    sayOfPasskey((error instanceof Error && passkeyWords[error.name]) || 'failed')
    passkeyRequest = undefined
    void offerPasskeys()
  }
}

const passkeyWords: Readonly<Record<string, string>> = {
  NotAllowedError: 'cancelled',
  InvalidStateError: 'known',
  SecurityError: 'insecure',
}

/** Its failing is not told: nobody asked. Somebody may have pressed while it was looked into. */
async function offerPasskeys(): Promise<void> {
  try {
    if (!passkeyOffer || !(await PublicKeyCredential.isConditionalMediationAvailable?.())) return
    if (passkeyRequest) return
    passkeyRequest = new AbortController()
    await askForPasskey(passkeyOffer, passkeyRequest.signal, 'conditional')
  } catch {}
}

async function askForPasskey(
  field: HTMLInputElement,
  signal: AbortSignal,
  mediation: CredentialMediationRequirement = 'optional',
): Promise<void> {
  const publicKey = JSON.parse(field.dataset['options'] ?? '', readPasskeyOption)
  const credential = await (field.dataset['passkey'] === 'create'
    ? navigator.credentials.create({ publicKey, signal })
    : navigator.credentials.get({ publicKey, signal, mediation }))
  if (!(credential instanceof PublicKeyCredential)) throw new TypeError('No passkey')
  field.value = JSON.stringify(spellPasskey(credential))
  field.form?.submit()
}

/** By hand in every browser: fewer bytes than asking each whether it can do so itself. */
function readPasskeyOption(this: object, name: string, value: unknown): unknown {
  // The id of the house is a name, and those of people and keys are bytes.
  const isId = name === 'id' && ('type' in this || 'displayName' in this)
  if (typeof value !== 'string' || !(isId || name === 'challenge')) return value
  const signs = atob(value.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(signs, (sign) => sign.charCodeAt(0))
}

function spellPasskey(credential: PublicKeyCredential): unknown {
  const { id, type, response } = credential
  const spelled: Record<string, unknown> = {}
  for (const name of passkeyParts.split(' ')) {
    const part: unknown = Reflect.get(response, name)
    if (part instanceof ArrayBuffer)
      spelled[name] = btoa(String.fromCharCode(...new Uint8Array(part))).replaceAll(
        /[+/=]/g,
        (sign) => ({ '+': '-', '/': '_' })[sign] ?? '',
      )
  }
  if (response instanceof AuthenticatorAttestationResponse)
    spelled['transports'] = response.getTransports?.()
  const clientExtensionResults = credential.getClientExtensionResults()
  return { id, rawId: id, type, response: spelled, clientExtensionResults }
}

const passkeyParts = 'clientDataJSON attestationObject authenticatorData signature userHandle'

async function signalPasskeys(json: string): Promise<void> {
  try {
    const told: UnknownCredentialOptions | AllAcceptedCredentialsOptions = JSON.parse(json)
    if ('credentialId' in told) await PublicKeyCredential.signalUnknownCredential?.(told)
    else await PublicKeyCredential.signalAllAcceptedCredentials?.(told)
  } catch {}
}
