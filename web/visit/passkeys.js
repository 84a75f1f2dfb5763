{
let passkeyRequest
let passkeyOffer
function openPasskeys() {
if (typeof PublicKeyCredential === 'undefined') return
sayOfPasskey('')
for (const asks of document.querySelectorAll ('[data-asks]')) {
const field = document.getElementById(asks.dataset['asks'] ?? '')
if (!(field instanceof HTMLInputElement)) continue
if (asks instanceof HTMLInputElement) passkeyOffer = field
asks.hidden = false
if (asks instanceof HTMLButtonElement)
asks.addEventListener('click', () => void pressForPasskey(field))
}
void offerPasskeys()
for (const { dataset } of document.querySelectorAll ('[data-signal]'))
void signalPasskeys(dataset['signal'] ?? '')
}
const sayOfPasskey = (word ) => {
for (const says of document.querySelectorAll ('[data-passkey-says]'))
says.hidden = says.dataset['passkeySays'] !== word
}
async function pressForPasskey(field ) {
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
const passkeyWords = {
NotAllowedError: 'cancelled',
InvalidStateError: 'known',
SecurityError: 'insecure',
}
async function offerPasskeys() {
try {
if (!passkeyOffer || !(await PublicKeyCredential.isConditionalMediationAvailable?.())) return
if (passkeyRequest) return
passkeyRequest = new AbortController()
await askForPasskey(passkeyOffer, passkeyRequest.signal, 'conditional')
} catch {}
}
async function askForPasskey(
field ,
signal ,
mediation = 'optional',
) {
const publicKey = JSON.parse(field.dataset['options'] ?? '', readPasskeyOption)
const credential = await (field.dataset['passkey'] === 'create'
? navigator.credentials.create({ publicKey, signal })
: navigator.credentials.get({ publicKey, signal, mediation }))
if (!(credential instanceof PublicKeyCredential)) throw new TypeError('No passkey')
field.value = JSON.stringify(spellPasskey(credential))
field.form?.submit()
}
function readPasskeyOption( name , value ) {
const isId = name === 'id' && ('type' in this || 'displayName' in this)
if (typeof value !== 'string' || !(isId || name === 'challenge')) return value
const signs = atob(value.replaceAll('-', '+').replaceAll('_', '/'))
return Uint8Array.from(signs, (sign) => sign.charCodeAt(0))
}
function spellPasskey(credential ) {
const { id, type, response } = credential
const spelled = {}
for (const name of passkeyParts.split(' ')) {
const part = Reflect.get(response, name)
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
async function signalPasskeys(json ) {
try {
const told = JSON.parse(json)
if ('credentialId' in told) await PublicKeyCredential.signalUnknownCredential?.(told)
else await PublicKeyCredential.signalAllAcceptedCredentials?.(told)
} catch {}
}
openPasskeys()
}
