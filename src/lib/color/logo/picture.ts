// A picture that an organisation shows as its logo, as it is kept: a data address of a PNG or an
// SVG. What is not read to its last sign is refused. Must never be drawn inside a page.
import { isPng, readPng } from './png.ts'
import { readSvg } from './svg.ts'

export type PictureRead =
  | {
      readonly is: 'right'
      readonly type: 'image/png' | 'image/svg+xml'
      readonly width: number
      readonly height: number
    }
  | { readonly is: 'wrong'; readonly because: string }

export type Picture = Extract<PictureRead, { is: 'right' }> & { readonly bytes: Buffer }

export const pictureBytesMax = 32_768

/** By its bytes, whatever its name says. */
function readBytes(bytes: Buffer): PictureRead {
  if (bytes.length > pictureBytesMax)
    return { is: 'wrong', because: `is ${bytes.length} bytes: at most ${pictureBytesMax}` }
  return isPng(bytes) ? readPng(bytes) : readSvg(bytes)
}

const prefix = /^data:(image\/png|image\/svg\+xml);base64,/

/** As it is kept. */
export const asKept = (bytes: Buffer): string =>
  `data:${isPng(bytes) ? 'image/png' : 'image/svg+xml'};base64,${bytes.toString('base64')}`

/** What is kept, or what somebody wants kept. */
export function readPicture(
  kept: string,
): Picture | Extract<PictureRead, { readonly is: 'wrong' }> {
  const base64 = kept.replace(prefix, '')
  const bytes = Buffer.from(base64, 'base64')
  // Two ways of writing one picture would be two pictures.
  if (asKept(bytes) !== kept) return { is: 'wrong', because: 'is neither a PNG nor an SVG' }
  const read = readBytes(bytes)
  return read.is === 'right' ? { ...read, bytes } : read
}
