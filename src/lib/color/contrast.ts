// Contrast between two colours as WCAG 2.2 defines it. Colours are hex: «#0b5d4f».

export const isHexColor = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text)

/** Red, green and blue from 0 to 1, linear light. */
export function linearOf(hex: string): readonly [number, number, number] {
  const part = (from: number): number => {
    const value = Number.parseInt(hex.slice(from, from + 2), 16) / 255
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [part(1), part(3), part(5)]
}

/** Relative luminance: 0 is black, 1 is white. */
export function luminance(hex: string): number {
  const [red, green, blue] = linearOf(hex)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}
