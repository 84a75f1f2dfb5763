// The sign of the house as an icon on a phone: the door, in the organisation's colour. Worked out
// point by point from the same lines as the mark on the pages, so that no picture lies in the tree.
import { makeSteps } from '../../lib/color/color-scheme.ts'
import { writePng, type Point } from '../../lib/color/png.ts'
import { remembering } from '../../lib/remembering.ts'

/** `whole`: to the edge, for a system that cuts it to its own shape and may cut a fifth away. */
export const icons = {
  'icon-192.png': { size: 192, isWhole: false, scale: 1 },
  'icon-512.png': { size: 512, isWhole: false, scale: 1 },
  'icon-maskable.png': { size: 512, isWhole: true, scale: 0.72 },
  'apple-touch-icon.png': { size: 180, isWhole: true, scale: 0.9 },
} as const
export type IconName = keyof typeof icons
export const isIconName = (name: string): name is IconName => Object.hasOwn(icons, name)

const box = 32
const round = 8
const halfStroke = 1.3

/** How far a point is from the line of the arch: two posts and a half circle. */
function toArch(x: number, y: number): number {
  if (y <= 13) return Math.abs(Math.hypot(x - 16, y - 13) - 7)
  const below = Math.max(0, y - 25)
  return Math.min(Math.hypot(x - 9, below), Math.hypot(x - 23, below))
}

const toSign = (x: number, y: number): number =>
  Math.min(toArch(x, y) - halfStroke, Math.hypot(x - 19, y - 18) - 1.7)

function toEdge(x: number, y: number): number {
  const [dx, dy] = [x, y].map((at) => Math.abs(at - box / 2) - box / 2 + round)
  const [across, down] = [dx ?? 0, dy ?? 0]
  const outside = Math.hypot(Math.max(across, 0), Math.max(down, 0))
  return outside + Math.min(Math.max(across, down), 0) - round
}

const colorOf = (hex: string): readonly number[] =>
  (hex.slice(1).match(/../g) ?? []).map((part) => Number.parseInt(part, 16))

const share = (distance: number): number => Math.min(1, Math.max(0, 0.5 - distance))

/** `name color`, kept: an icon is asked for by every phone. */
const drawn = remembering(40, (asked) => {
  const [name = '', color = ''] = asked.split(' ')
  const { size, isWhole, scale } = icons[isIconName(name) ? name : 'icon-192.png']
  const steps = makeSteps(color, 'light')
  const ground = colorOf(steps['base-default'])
  const ink = colorOf(steps['base-contrast-default'])
  const perUnit = size / box
  return writePng(size, (px, py): Point => {
    const [x, y] = [(px + 0.5) / perUnit, (py + 0.5) / perUnit]
    const middle = box / 2
    const sign = toSign((x - middle) / scale + middle, (y - middle) / scale + middle)
    const inked = share(sign * scale * perUnit)
    const mix = (at: number): number =>
      Math.round((ink[at] ?? 0) * inked + (ground[at] ?? 0) * (1 - inked))
    const cover = isWhole ? 1 : share(toEdge(x, y) * perUnit)
    return [mix(0), mix(1), mix(2), Math.round(cover * 255)]
  })
})

export const drawIcon = (name: IconName, color: string): Buffer => drawn(`${name} ${color}`)
