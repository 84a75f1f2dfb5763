// Bytes as the protocol writes them: base64url without padding, and SHA-256. Must never guess at
// what cannot be read.

export type Bytes = Uint8Array<ArrayBuffer>

export const utf8 = (text: string): Bytes => new Uint8Array(new TextEncoder().encode(text))
export const readUtf8 = (bytes: BufferSource): string => new TextDecoder().decode(bytes)

export function toBase64url(bytes: ArrayBuffer | Bytes): string {
  let binary = ''
  for (const byte of new Uint8Array(bytes)) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

export function fromBase64url(text: string): Bytes {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (sign) => sign.charCodeAt(0))
}

export function joined(...parts: readonly (ArrayBuffer | Bytes)[]): Bytes {
  const all = parts.map((part) => new Uint8Array(part))
  const whole = new Uint8Array(all.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of all) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export const sha256 = async (bytes: Bytes): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))

export const randomBytes = (count: number): Bytes => crypto.getRandomValues(new Uint8Array(count))
