// One brand colour makes a whole scheme, light and dark. The idea is Designsystemet's (Digdir,
// MIT): every step of the scale has a fixed luminance, so contrast holds by construction whatever
// the hue is. The steps are found in OKLCH, where hue stays put while lightness moves. Must never
// let a brand colour decide whether a text can be read.
import { contrast, linearOf, luminance } from './contrast.ts'

export type Steps = Readonly<Record<StepName, string>>
export type StepName =
  | 'background-default'
  | 'surface-default'
  | 'surface-tinted'
  | 'surface-hover'
  | 'surface-active'
  | 'border-subtle'
  | 'border-default'
  | 'border-strong'
  | 'text-subtle'
  | 'text-default'
  | 'base-default'
  | 'base-hover'
  | 'base-active'
  | 'base-border'
  | 'base-contrast-default'

type Fixed = Exclude<StepName, `base-${string}`>
export type Mode = 'light' | 'dark'

/** Grey is the same in every house. */
export const neutral = '#7a756b'

/**
 * How bright each step is, from 0 (black) to 1 (white), and how much of the colour's own strength
 * it keeps.
 */
const ladder: Readonly<Record<Mode, Readonly<Record<Fixed, readonly [number, number]>>>> = {
  light: {
    'background-default': [0.915, 0.12],
    'surface-default': [1, 0],
    'surface-tinted': [0.86, 0.3],
    'surface-hover': [0.9, 0.2],
    'surface-active': [0.8, 0.35],
    'border-subtle': [0.66, 0.35],
    'border-default': [0.2, 0.8],
    'border-strong': [0.13, 0.9],
    'text-subtle': [0.1, 1],
    'text-default': [0.014, 0.6],
  },
  dark: {
    'background-default': [0.0072, 0.15],
    'surface-default': [0.0125, 0.15],
    'surface-tinted': [0.024, 0.45],
    'surface-hover': [0.02, 0.3],
    'surface-active': [0.03, 0.4],
    'border-subtle': [0.045, 0.4],
    'border-default': [0.2, 0.6],
    'border-strong': [0.33, 0.6],
    'text-subtle': [0.46, 0.8],
    'text-default': [0.83, 0.25],
  },
}

/**
 * Where a brand colour may lie as the ground of a button before it is moved: seen against the page
 * in either scheme.
 */
const baseRange: Readonly<Record<Mode, readonly [number, number]>> = {
  light: [0.004, 0.8],
  dark: [0.3, 0.8],
}

interface Oklch {
  readonly lightness: number
  readonly chroma: number
  readonly hue: number
}

export function makeSteps(hex: string, mode: Mode): Steps {
  const color = oklchOf(hex)
  const step = (name: Fixed): string => {
    const [bright, share] = ladder[mode][name]
    return atLuminance(color, bright, share)
  }
  const base = baseOf(hex, color, mode)
  const surface = step('surface-default')
  const background = step('background-default')
  const isSeen = contrast(base.default, surface) >= 3.1 && contrast(base.default, background) >= 3.1
  return {
    'background-default': background,
    'surface-default': surface,
    'surface-tinted': step('surface-tinted'),
    'surface-hover': step('surface-hover'),
    'surface-active': step('surface-active'),
    'border-subtle': step('border-subtle'),
    'border-default': step('border-default'),
    'border-strong': step('border-strong'),
    'text-subtle': step('text-subtle'),
    'text-default': step('text-default'),
    'base-default': base.default,
    'base-hover': base.hover,
    'base-active': base.active,
    // A pale brand keeps its colour, and gets an edge that can be seen.
    'base-border': isSeen ? base.default : step('border-default'),
    'base-contrast-default': base.text,
  }
}

/**
 * The brand's own colour wherever it can be used, and what can be read on it. Pressing moves away
 * from the text's colour.
 */
function baseOf(
  hex: string,
  color: Oklch,
  mode: Mode,
): { default: string; hover: string; active: string; text: string } {
  const [lowest, highest] = baseRange[mode]
  const bright = Math.min(highest, Math.max(lowest, luminance(hex)))
  const ground = bright === luminance(hex) ? hex.toLowerCase() : atLuminance(color, bright, 1)
  const dark = atLuminance(color, 0.006, 0.5)
  const text =
    contrast('#ffffff', ground) >= 4.5
      ? '#ffffff'
      : contrast(dark, ground) >= 4.5
        ? dark
        : '#000000'
  const away = text === '#ffffff' ? 0.78 : 1.16
  const now = luminance(ground)
  return {
    default: ground,
    hover: atLuminance(color, Math.min(0.95, now * away), 1),
    active: atLuminance(color, Math.min(0.97, now * away * away), 1),
    text,
  }
}

/**
 * The colour of this hue with this luminance; strength is given up where the screen cannot show
 * it.
 */
function atLuminance(color: Oklch, bright: number, share: number): string {
  if (bright >= 1) return '#ffffff'
  let [low, high] = [0, 1]
  let found = '#000000'
  for (let turn = 0; turn < 20; turn += 1) {
    const lightness = (low + high) / 2
    found = hexOf(inGamut({ ...color, lightness, chroma: color.chroma * share }))
    if (luminance(found) < bright) low = lightness
    else high = lightness
  }
  return found
}

function inGamut(color: Oklch): readonly [number, number, number] {
  const whole = linearFrom(color)
  if (whole.every(isShown)) return whole
  let [low, high] = [0, color.chroma]
  for (let turn = 0; turn < 12; turn += 1) {
    const chroma = (low + high) / 2
    if (linearFrom({ ...color, chroma }).every(isShown)) low = chroma
    else high = chroma
  }
  return linearFrom({ ...color, chroma: low })
}

const isShown = (part: number): boolean => part >= -0.0001 && part <= 1.0001

/** OKLab as Björn Ottosson published it. */
function oklchOf(hex: string): Oklch {
  const [r, g, b] = linearOf(hex)
  const l = Math.cbrt(0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b)
  const m = Math.cbrt(0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b)
  const s = Math.cbrt(0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b)
  const one = 1.977_998_495_1 * l - 2.428_592_205 * m + 0.450_593_709_9 * s
  const other = 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766 * s
  return {
    lightness: 0.210_454_255_3 * l + 0.793_617_785 * m - 0.004_072_046_8 * s,
    chroma: Math.hypot(one, other),
    hue: Math.atan2(other, one),
  }
}

function linearFrom({ lightness, chroma, hue }: Oklch): readonly [number, number, number] {
  const a = chroma * Math.cos(hue)
  const b = chroma * Math.sin(hue)
  const l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b) ** 3
  const m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b) ** 3
  const s = (lightness - 0.089_484_177_5 * a - 1.291_485_548 * b) ** 3
  return [
    4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
    -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
    -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s,
  ]
}

const hexOf = (parts: readonly [number, number, number]): string =>
  `#${parts
    .map((part) => {
      const light = Math.min(1, Math.max(0, part))
      const value = light <= 0.003_130_8 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055
      return Math.round(value * 255)
        .toString(16)
        .padStart(2, '0')
    })
    .join('')}`
