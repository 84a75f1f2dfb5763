// The guides, played in a real browser on the examples as they stand, and what they cost.
import { describe, expect, test } from 'vitest'
import { guideNamed } from './all-guides.ts'
import { dateIn, readsTheMail, rules } from './first-guide.ts'
import { day } from './going-on.ts'
import { playing } from './playing.ts'
import { scene } from './scene.ts'
import { alstahaugFromHome, kommuneHesitating } from './two-methods.ts'
import { kommuneTurnedAway } from './without-number.ts'
import type { Counted } from '../town/browser/count.ts'

const play = playing()

function isPlayable(name: string): boolean {
  const { needs } = guideNamed(name)
  if (!needs || needs.isHere) return true
  console.warn(`Skipped: the guide ${name} needs ${needs.is}`)
  return false
}

// What differs between kinds of phones is the phone and not the guide: a variant has each of the
// others beside it once. Three are counted where more is asked after them (what-to-expect.test.ts).
describe('each guide costs what its storyboard says', () => {
  const all = [
    ['demo', 'iphone'],
    ['nano', 'iphone'],
    ['kommune', 'iphone'],
    ['alstahaug', 'iphone'],
    ['ntnu-enpass', 'iphone'],
    ['ntnu-sms', 'iphone'],
    ['ntnu-enpass-password', 'iphone'],
    ['demo-repeat', 'android'],
    ['demo-on-phone', 'iphone'],
    ['demo-letter', 'iphone'],
    ['demo-start-code', 'iphone'],
    ['demo-without-app', 'iphone'],
    ['kommune-without-number', 'iphone-26'],
  ] as const
  test.each(all.filter(([name]) => isPlayable(name)))('%s, beside %s', async (name, phone) => {
    const { scene: make, costs } = guideNamed(name)
    const scene = make()
    const look = { ...scene.look, phone }
    expect(await play({ ...scene, look })).toEqual(costs[phone])
  })
})

test('from home the halves change places, and six digits are four more each time', async () => {
  let next: Counted | undefined
  const counted = await play(alstahaugFromHome((told) => (next = told)))
  expect(counted).toEqual({ screens: 10, clicks: 15, typed: 33 + 4 })
  expect(next).toEqual({ screens: 4, clicks: 5, typed: 27 + 4 })
})

// What `alstahaug` shows is shown by these and by `demo-on-phone` too.
// Of Feide only what it shows on a PC is known here.
const onPhone = ['nano', 'kommune-code-app', 'ntnu-enpass-password', 'ntnu-sms-password']

describe('each guide goes as well on a phone', () => {
  test.each(onPhone.filter(isPlayable))('%s', async (name) => {
    await play({ ...guideNamed(name).scene(), look: { size: 'phone' } })
  })
})

test('from outside nobody sets anything up where no number is known, and is told whom to ask', async () => {
  await play(kommuneTurnedAway())
})

test('a code that runs out is drawn anew by itself, and another method is a press away', async () => {
  await play(kommuneHesitating())
})

test('what we recommend goes as well without JavaScript, at the same cost', async () => {
  const { scene: make, costs } = guideNamed('demo-without-app')
  const counted = await play({ ...make(), look: { withoutScript: true } })
  expect(counted).toEqual(costs.iphone)
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
