// The guides, played in a real browser on the examples as they stand, and what they cost.
import { describe, expect, test } from 'vitest'
import { guides } from './all-guides.ts'
import { dateIn, readsTheMail, rules } from './first-guide.ts'
import { day } from './going-on.ts'
import { playing } from './playing.ts'
import { scene, type Scene } from './scene.ts'

const play = playing()

const guideNamed = (name: string): Scene => {
  const made = guides[name]
  if (!made) throw new Error(`No guide is called ${name}`)
  return made()
}

describe('each guide costs what its storyboard says', () => {
  test.each([
    ['demo', 6, 5, 18],
    // Its question is answered as it is offered.
    ['nano', 7, 6, 26],
    ['kommune', 9, 9, 37],
    ['kommune-outside', 9, 9, 37],
    ['alstahaug', 9, 9, 37],
    ['ntnu-enpass', 6, 11, 33],
    ['ntnu-sms', 5, 4, 31],
  ])('%s: %i screens, %i clicks, %i keys', async (name, screens, clicks, typed) => {
    expect(await play(guideNamed(name))).toEqual({ screens, clicks, typed })
  })
})

describe('each guide goes as well on a phone', () => {
  test.each(Object.keys(guides).filter((name) => name !== 'kommune-outside'))(
    '%s',
    async (name) => {
      await play({ ...guideNamed(name), look: { size: 'phone' } })
    },
  )
})

test('what we recommend goes as well without JavaScript, at the same cost', async () => {
  const counted = await play({ ...guideNamed('demo'), look: { withoutScript: true } })
  expect(counted).toEqual({ screens: 6, clicks: 5, typed: 18 })
})

describe('the life of the link', () => {
  const lives = (days: number) =>
    scene(
      `${days} days`,
      {
        example: 'plain',
        change: (file) => file.replace('letter = "30 days"', `letter = "${days} days"`),
      },
      async (stage) => {
        const { town, kari } = stage
        const until = dateIn(days, town.moment().now)
        await readsTheMail(stage, { ...rules.plain, days })
        await kari.sees('Bekreft at det er deg, Kari')
        await kari.reads(`Lenken virker til ${until} og bare for deg.`)
        town.pass((days - 1) * day)
        await kari.reloads()
        await kari.sees('Bekreft at det er deg, Kari')
        town.pass(2 * day)
        await kari.reloads()
        await kari.sees('Lenken er utløpt')
      },
    )

  test.each([90, 30])('is %i days in the mail, on the page and at the door', async (days) => {
    await play(lives(days))
  })
})
