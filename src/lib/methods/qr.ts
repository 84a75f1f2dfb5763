// A text as a QR code, as plain figures that a page draws. Must never be asked to draw what came
// from outside: it says whatever it is told to whoever points a camera at it.
import { encodeQR } from 'qr'

export interface QrDrawing {
  /** The side of the square, in modules; the empty frame that a camera needs is inside it. */
  readonly size: number
  /** For the `d` of one path, filled with black on white, also where the page is dark. */
  readonly path: string
}

/** ISO/IEC 18004 asks for four empty modules on every side. */
const frame = 4

/** Mends itself where 15 % cannot be seen: enough for a screen, and coarser than the next grade. */
export function drawQr(text: string): QrDrawing {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: frame })
  return { size: rows.length, path: rows.map(drawRow).join('') }
}

/** Modules that touch are one stroke: no hairlines between them, and a third of the length. */
function drawRow(row: readonly boolean[], y: number): string {
  const signs = row.map((isDark) => (isDark ? '1' : '0')).join('')
  return [...signs.matchAll(/1+/g)]
    .map(({ index, 0: { length } }) => `M${index} ${y}h${length}v1h-${length}z`)
    .join('')
}
