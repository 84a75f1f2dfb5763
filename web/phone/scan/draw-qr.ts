// A text as a QR code: rows of dark and light, with a quiet edge.
import encodeQr from 'qr'

const edge = 2

export const drawQr = (text: string): readonly (readonly boolean[])[] =>
  encodeQr(text, 'raw', { border: edge })
