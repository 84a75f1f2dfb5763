// Reads base64url as WebAuthn writes it: no padding, no other alphabet, and one way only to write
// each sequence of bytes. Must never be lenient: a credential with two spellings could be
// registered twice.

export function readBase64url(text: string, bytesMax: number): Buffer<ArrayBuffer> | undefined {
  if (text.length > Math.ceil((bytesMax * 4) / 3)) return undefined
  const bytes = Buffer.from(text, 'base64url')
  return bytes.length > 0 && bytes.toString('base64url') === text ? bytes : undefined
}
