// The guides, played in a real browser on the examples as they stand, and what they cost.
import { describe, expect, test } from 'vitest'
import { guides } from './all-guides.ts'
import { dateIn, readsTheMail, rules } from './first-guide.ts'
import { day } from './going-on.ts'
import { playing } from './playing.ts'
import { scene, type Scene } from './scene.ts'
import { alstahaugFromHome } from './two-methods.ts'
import type { Counted } from '../town/browser/count.ts'

const play = playing()

const guideNamed = (name: string): Scene => {
  const made = guides[name]
  if (!made) throw new Error(`No guide is called ${name}`)
  return made()
}

describe('each guide costs what its storyboard says', () => {
  test.each([
    ['demo', 10, 15, 20],
    ['demo-without-app', 6, 5, 18],
    // Its question is answered as it is offered.
    ['nano', 11, 16, 28],
    ['kommune', 10, 15, 33],
    ['kommune-code-app', 9, 9, 37],
    ['kommune-outside', 9, 9, 37],
    ['alstahaug', 10, 15, 33],
    ['ntnu-enpass', 6, 11, 33],
    ['ntnu-sms', 5, 4, 31],
  ])('%s: %i screens, %i clicks, %i keys', async (name, screens, clicks, typed) => {
    expect(await play(guideNamed(name))).toEqual({ screens, clicks, typed })
  })
})

// What differs is the phone and not the guide: one guide each.
describe('each kind of phone costs what its system wants', () => {
  test.each([
    ['demo', 'android', 9, 11, 20],
    ['kommune', 'iphone-26', 10, 17, 33],
  ] as const)('%s with %s: %i screens, %i clicks, %i keys', async (name, phone, ...costs) => {
    const [screens, clicks, typed] = costs
    const counted = await play({ ...guideNamed(name), look: { phone } })
    expect(counted).toEqual({ screens, clicks, typed })
  })
})

test('from home the halves change places, and the next sign-in is approved on the phone', async () => {
  let next: Counted | undefined
  const counted = await play(alstahaugFromHome((told) => (next = told)))
  expect(counted).toEqual({ screens: 10, clicks: 15, typed: 33 })
  expect(next).toEqual({ screens: 4, clicks: 5, typed: 27 })
})

// What `nano` and `alstahaug` show is shown by `demo` and `kommune` too.
const onPhone = ['nano', 'kommune-code-app', 'alstahaug', 'ntnu-enpass', 'ntnu-sms']

describe('each guide goes as well on a phone', () => {
  test.each(onPhone)('%s', async (name) => {
    await play({ ...guideNamed(name), look: { size: 'phone' } })
  })
})

test('what we recommend goes as well without JavaScript, at the same cost', async () => {
  const counted = await play({ ...guideNamed('demo-without-app'), look: { withoutScript: true } })
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
