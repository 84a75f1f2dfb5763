// The guides, played in a real browser on the examples as they stand, and what they cost.
import { describe, expect, test } from 'vitest'
import { guides } from './all-guides.ts'
import { playing } from './playing.ts'

const play = playing()

describe('each guide costs what its storyboard says', () => {
  test.each([
    ['demo', 6, 5, 18],
    // Two of the clicks unfold the list of questions and go to the field for the answer.
    ['nano', 7, 9, 26],
    // One of the clicks goes to the field for the code, since the focus stands on the heading.
    ['kommune', 9, 10, 37],
    ['kommune-outside', 9, 10, 37],
    ['alstahaug', 9, 10, 37],
    ['ntnu-enpass', 6, 11, 33],
    ['ntnu-sms', 5, 4, 31],
  ])('%s: %i screens, %i clicks, %i keys', async (name, screens, clicks, typed) => {
    const made = guides[name]
    if (!made) throw new Error(`No guide is called ${name}`)
    expect(await play(made())).toEqual({ screens, clicks, typed })
  })
})
