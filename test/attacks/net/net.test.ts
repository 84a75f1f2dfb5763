// Where a request comes from: told by nobody but our own proxies, read in one way only, and asked
// again each time. Nothing that a request says of itself makes it come from inside.
import { expect } from 'vitest'
import { houseFile } from '../house-file.ts'
import { codeOf as shownAt } from '../methods.ts'
import { attack, openRig } from '../rig.ts'
import { authorize, authorizing, codeOf, whoIsIn } from '../verbs.ts'
import { byPassword, carried, direct, inside, netHouse, withApp, type Lies } from './scene.ts'

openRig()

const outside = '198.51.100.7'
const quietly = { prompt: 'none' }

attack('ATK-NET-01 the hops before our own proxy are never believed', async (rig) => {
  await rig.town.apply(netHouse())
  const { person } = await withApp(rig, 'alice')
  await rig.attack({ sessions: 2 }, async () => {
    expect(await byPassword(rig, carried(rig, inside).browser, person)).toBe('in')
    // A proxy of ours behind the one that was called first.
    const chain: Lies = [['x-forwarded-for', inside]]
    expect(await byPassword(rig, carried(rig, '127.0.0.1', chain).browser, person)).toBe('in')
  })
  const hops = [
    inside,
    `${inside}, ${inside}`,
    `${inside}, 203.0.113.9`,
    `203.0.113.9, ${inside}, 127.0.0.1`,
    `::ffff:${inside}`,
    `${inside}:443`,
    `"${inside}"`,
    `unknown, ${inside}`,
    `${inside}, unknown`,
    Array.from({ length: 800 }, () => inside).join(','),
  ]
  await rig.attack({}, async () => {
    for (const hop of hops) {
      const liar = carried(rig, outside, [['x-forwarded-for', hop]])
      expect([hop, await byPassword(rig, liar.browser, person)]).toEqual([hop, 'asked'])
    }
    const twice: Lies = [
      ['x-forwarded-for', inside],
      ['X-Forwarded-For', inside],
    ]
    expect(await byPassword(rig, carried(rig, outside, twice).browser, person)).toBe('asked')
  })
  await rig.town.apply(houseFile)
})

attack('ATK-NET-01b whoever calls past the proxy is where they are', async (rig) => {
  await rig.town.apply(netHouse())
  const { person } = await withApp(rig, 'alice')
  const told: readonly Lies[] = [
    [],
    [['x-forwarded-for', inside]],
    [
      ['x-forwarded-for', inside],
      ['x-forwarded-for', '127.0.0.1'],
    ],
  ]
  await rig.attack({}, async () => {
    for (const lies of told)
      expect([lies, await byPassword(rig, direct(rig, lies), person)]).toEqual([lies, 'asked'])
  })
  await rig.town.apply(houseFile)
})

attack('ATK-NET-03 no other header says where anybody is, or who', async (rig) => {
  await rig.town.apply(netHouse())
  const { person } = await withApp(rig, 'alice')
  const names = [
    ['forwarded', `for=${inside}`],
    ['x-real-ip', inside],
    ['cf-connecting-ip', inside],
    ['true-client-ip', inside],
    ['x-client-ip', inside],
    ['x-forwarded', inside],
    ['x-cluster-client-ip', inside],
    ['fastly-client-ip', inside],
    ['client-ip', inside],
  ] as const
  const people = [
    'x-user-id',
    'x-auth-request-user',
    'remote-user',
    'x-remote-user',
    'x-forwarded-user',
  ]
  await rig.attack({}, async () => {
    for (const lie of names) {
      const { browser } = carried(rig, outside, [lie])
      expect([lie[0], await byPassword(rig, browser, person)]).toEqual([lie[0], 'asked'])
    }
    for (const lie of people)
      for (const who of [person.login, person.id]) {
        const { browser } = carried(rig, inside, [[lie, who]])
        expect([lie, await whoIsIn(browser)]).toEqual([lie, undefined])
      }
  })
  await rig.town.apply(houseFile)
})

attack('ATK-NET-06 what a place eased ends where the place does', async (rig) => {
  await rig.town.apply(netHouse())
  const { person, key } = await withApp(rig, 'alice')
  const laptop = carried(rig, inside)
  const { browser } = laptop
  expect(await byPassword(rig, browser, person)).toBe('in')
  expect(codeOf(await authorize(browser, authorizing('post', quietly)))).toBeTruthy()
  await rig.attack({}, async () => {
    laptop.from = outside
    const quiet = await authorize(browser, authorizing('timer', quietly))
    expect(quiet.location).toContain('error=login_required')
    // An application that they were in already asks as well.
    const again = await authorize(browser, authorizing('post', quietly))
    expect(again.location).toContain('error=login_required')
    const seen = await authorize(browser, authorizing('post'))
    expect([codeOf(seen), seen.screen?.['kind']]).toEqual([undefined, 'enter-code'])
  })
  // What was shown inside counts; what is missing is asked for, and then it is enough everywhere.
  await rig.forgiven(() => browser.answer({ code: shownAt(rig, key) }))
  expect(codeOf(await browser.follow())).toBeTruthy()
  expect(codeOf(await authorize(browser, authorizing('timer', quietly)))).toBeTruthy()
  await rig.town.apply(houseFile)
})
