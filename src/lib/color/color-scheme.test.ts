// Holds that any brand colour gives a page that can be read, in light and in dark.
import { describe, expect, test } from 'vitest'
import { makeSteps, neutral as grey, type Mode } from './color-scheme.ts'
import { contrast, isHexColor, luminance } from './contrast.ts'

/**
 * Every colour of a coarse cube, so black, white, the greys and the loudest ones are all there,
 * and 300 in between.
 */
const levels = [0, 36, 73, 109, 146, 182, 219, 255]
const cube = levels.flatMap((r) =>
  levels.flatMap((g) =>
    levels.map((b) => `#${[r, g, b].map((part) => part.toString(16).padStart(2, '0')).join('')}`),
  ),
)
const modes: readonly Mode[] = ['light', 'dark']

describe('a scheme made of one colour', () => {
  test.each(modes)('can be read, whatever the brand is (%s)', (mode) => {
    const neutral = makeSteps(grey, mode)
    for (const hex of cube) {
      const steps = makeSteps(hex, mode)
      for (const ground of [
        ...[steps, neutral].map((scheme) => scheme['surface-default']),
        ...[steps, neutral].map((scheme) => scheme['background-default']),
        steps['surface-tinted'],
        steps['surface-hover'],
      ]) {
        expect(contrast(steps['text-default'], ground), `${hex} text on ${ground}`).toBeGreaterThan(
          7,
        )
        expect(contrast(steps['text-subtle'], ground), `${hex} link on ${ground}`).toBeGreaterThan(
          4.5,
        )
        expect(contrast(neutral['text-subtle'], ground), `grey on ${ground}`).toBeGreaterThan(4.5)
        expect(
          contrast(steps['border-default'], ground),
          `${hex} edge on ${ground}`,
        ).toBeGreaterThan(3)
        expect(contrast(neutral['border-default'], ground), `edge on ${ground}`).toBeGreaterThan(3)
      }
      for (const ground of ['base-default', 'base-hover', 'base-active'] as const)
        expect(
          contrast(steps['base-contrast-default'], steps[ground]),
          `${hex} button text on ${ground} ${steps[ground]}`,
        ).toBeGreaterThanOrEqual(4.5)
      for (const ground of [neutral['surface-default'], neutral['background-default']])
        expect(contrast(steps['base-border'], ground), `${hex} button edge`).toBeGreaterThanOrEqual(
          3,
        )
      expect(Object.values(steps).every(isHexColor)).toBe(true)
    }
  })

  test('a brand colour that can bear white text is left as it is', () => {
    expect(makeSteps('#0b5d4f', 'light')['base-default']).toBe('#0b5d4f')
    expect(makeSteps('#0b5d4f', 'light')['base-contrast-default']).toBe('#ffffff')
  })

  test('a pale brand keeps its colour and gets dark text and an edge', () => {
    const steps = makeSteps('#ffd500', 'light')
    expect(steps['base-default']).toBe('#ffd500')
    expect(luminance(steps['base-contrast-default'])).toBeLessThan(0.02)
    expect(steps['base-border']).not.toBe('#ffd500')
  })

  test('black against white is the greatest contrast there is', () => {
    expect(contrast('#000000', '#ffffff')).toBe(21)
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  })
})
