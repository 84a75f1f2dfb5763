// The guides, played in a real browser on the examples as they stand, and what they cost.
import { describe, expect, test } from 'vitest'
import { kari as login } from '../town/portvakt.ts'
import { dateIn, guide, password, readsTheMail, rules } from './first-guide.ts'
import { playing } from './playing.ts'
import { scene } from './scene.ts'

const play = playing()
const day = 86_400

describe('the first guide', () => {
  // Six for the PIN, and a password: fifteen signs where it lets in alone, twelve as the storyboard
  // types.
  test.each([
    ['demo', 21],
    ['nano', 18],
  ] as const)(
    'costs, as %s has it, five screens, four clicks and %i keys',
    async (example, typed) => {
      expect(await play(guide(example))).toEqual({ screens: 5, clicks: 4, typed })
    },
  )

  test('goes as well on a phone, and costs the same', async () => {
    const counted = await play(guide('demo', { look: { size: 'phone' } }))
    expect(counted).toEqual({ screens: 5, clicks: 4, typed: 21 })
  })

  test('goes as well without JavaScript', async () => {
    await play(guide('nano', { look: { withoutScript: true } }))
  })

  test('goes by keyboard alone: nothing is pressed with a mouse', async () => {
    const counted = await play(
      scene('by keyboard', { example: 'plain' }, async ({ kari, town }) => {
        await kari.waitsForMail(login, rules.demo.subject)
        await kari.entersInMailByKeyboard('Kom i gang')
        await kari.sees('Bekreft at det er deg, Kari')
        await kari.types('PIN-kode', await kari.readsPinOf(login))
        await kari.hitsToLead('Enter')
        await kari.sees('Lag et passord')
        await kari.types('Lag et passord', password)
        await kari.entersByKeyboard('Neste steg')
        await kari.sees('Du er klar, Kari')
        await kari.entersByKeyboard('Gå til startsiden')
        await kari.reads(/Du er logget inn/)
        await kari.entersByKeyboard(/E-post/)
        await kari.sees('E-post')
        expect(new URL(kari.tab.url()).origin).not.toBe(town.origin)
      }),
    )
    expect(counted.clicks).toBe(0)
  })
})

describe('the life of the link', () => {
  const lives = (days: number) =>
    scene(
      `${days} days`,
      {
        example: 'nano',
        change: (file) => file.replace('letter = "90 days"', `letter = "${days} days"`),
      },
      async (stage) => {
        const { town, kari } = stage
        const until = dateIn(days, town.moment().now)
        await readsTheMail(stage, { ...rules.nano, days })
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
