// An organisation's logo as it is shown: where it is fetched, and how large it is drawn. Read from
// what is kept once for each configuration.
import { sha256 } from '../../lib/digest.ts'
import { type Picture, readPicture } from '../../lib/color/logo/picture.ts'
import type { LogoLook } from '../../shapes/frame.ts'
import type { Organisation } from './configuration-shape.ts'

export interface Logo extends Picture {
  /** Another for each picture. */
  readonly tag: string
}

const read = new WeakMap<Organisation, Logo>()

export function logoOf(organisation: Organisation): Logo | undefined {
  const known = read.get(organisation)
  if (known || organisation.logo === undefined) return known
  const picture = readPicture(organisation.logo)
  if (picture.is === 'wrong') return undefined
  const tag = sha256(picture.bytes).toString('base64url').slice(0, 16)
  const logo = { ...picture, tag }
  read.set(organisation, logo)
  return logo
}

/** The same address for pages and for the app on the phone, each at its own origin. */
export const logoAddress = (organisation: Organisation): string | undefined => {
  const logo = logoOf(organisation)
  return logo && `/logo/${organisation.id}?v=${logo.tag}`
}

const heightPixels = 32
const widthPixelsMax = 160

/** As high as the mark that it stands in place of; a long one is as wide as there is room for. */
export function logoLook(organisation: Organisation): LogoLook | undefined {
  const logo = logoOf(organisation)
  const address = logoAddress(organisation)
  if (!logo || address === undefined) return undefined
  const scale = Math.min(heightPixels / logo.height, widthPixelsMax / logo.width)
  const pixels = (side: number): number => Math.max(1, Math.round(side * scale))
  return { address, width: pixels(logo.width), height: pixels(logo.height) }
}
