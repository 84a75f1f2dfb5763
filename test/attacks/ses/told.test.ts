// Applications are told that a session has ended, also the one that is away for an hour when it
// should hear of it. The queue's clock is moved by hand; nobody waits.
import { decodeJwt } from 'jose'
import { expect, vi } from 'vitest'
import { townTime } from '../../town/moment.ts'
import { setJobClock } from '../../town/post.ts'
import { openEar } from '../ear.ts'
import { houseFile } from '../house-file.ts'
import { attack, openRig, type Rig } from '../rig.ts'
import type { Person } from '../people.ts'
import {
  authorize,
  authorizeAs,
  authorizing,
  codeOf,
  redeem,
  signOut,
  tokensIn,
  userinfo,
  whoIsIn,
} from '../verbs.ts'
import { ask } from '../witness.ts'

openRig()

const hour = 3600

const withEars = (ears: Readonly<Record<string, string>>) => ({
  ...houseFile,
  applications: houseFile.applications.map((each) => {
    const tellSignOut = ears[each.id]
    return tellSignOut ? { ...each, oidc: { ...each.oidc, tellSignOut } } : each
  }),
})

/** In at both applications; gives the tokens of the one that is called «post». */
async function inAtBoth(rig: Rig, person: Person) {
  const browser = rig.browser()
  const machine = rig.machine()
  const post = authorizing('post')
  const code = codeOf(await authorizeAs(browser, post, person)) ?? ''
  const tokens = tokensIn(await redeem(machine, post, code))
  const timer = authorizing('timer')
  tokensIn(await redeem(machine, timer, codeOf(await authorize(browser, timer)) ?? ''))
  return { browser, tokens }
}

interface Told {
  readonly kind: string
  readonly tries: number
}

const toldOf = (rig: Rig, { id }: Person, application: string): Promise<Told[]> =>
  ask<Told>(
    rig.town.database,
    `select kind, (data ->> 'tries')::int as tries from events
     where kind like 'logout.%' and person_id = $1 and data ->> 'application' = $2 order by id`,
    [id, application],
  )

const waiting = (rig: Rig): Promise<{ at: Date }[]> =>
  ask<{ at: Date }>(
    rig.town.database,
    `select start_after as at from pgboss.job where name = 'logouts' and state < 'active'`,
  )

const soon = (look: () => Promise<void>): Promise<void> => vi.waitFor(look, { timeout: 5_000 })

attack(
  'ATK-SES-15 an application that is away for an hour is told in the end',
  async (rig) => {
    const { database } = rig.town
    const alice = await rig.colleague('alice')
    const bob = await rig.colleague('bob')
    const post = await openEar()
    const timer = await openEar()
    await rig.town.apply(withEars({ post: post.address, timer: timer.address }))
    const time = townTime(database)
    time.now = rig.town.moment().now
    await setJobClock(database, time)

    const honest = await inAtBoth(rig, alice)
    await signOut(honest.browser)
    await soon(async () => expect(await toldOf(rig, alice, 'post')).toHaveLength(1))
    expect(await toldOf(rig, alice, 'post')).toEqual([{ kind: 'logout.told', tries: 1 }])
    await soon(async () => expect(await toldOf(rig, alice, 'timer')).toHaveLength(1))

    const { browser, tokens } = await inAtBoth(rig, bob)
    const heardBefore = post.heard.length
    await post.close()
    await rig.attack({}, async () => {
      // Nobody waits for the call: bob is out at once, and so is what the application holds.
      await signOut(browser)
      expect(await whoIsIn(browser)).toBeUndefined()
      expect((await userinfo(rig.machine(), tokens.access_token)).status).toBe(401)
      // Nor does another application.
      await soon(async () =>
        expect(await toldOf(rig, bob, 'timer')).toEqual([{ kind: 'logout.told', tries: 1 }]),
      )
      const away = time.now.getTime()
      const pauses: number[] = []
      for (let tries = 1; time.now.getTime() - away < hour * 1000; tries += 1) {
        const seen = Array.from({ length: tries }, (_, at) => at + 1)
        await soon(async () => {
          const told = seen.map((each) => ({ kind: 'logout.failed', tries: each }))
          expect(await toldOf(rig, bob, 'post')).toEqual(told)
          expect(await waiting(rig)).toHaveLength(1)
        })
        pauses.push(await goOn(rig, time))
      }
      // Tried again and again, and less and less often.
      expect(pauses.length).toBeGreaterThan(5)
      expect(pauses.at(-1)).toBeGreaterThan(20 * (pauses[0] ?? 0))
    })
    await post.open()
    // The try of this very moment may have come too early for it.
    await soon(async () => {
      await goOn(rig, time)
      expect((await toldOf(rig, bob, 'post')).at(-1)?.kind).toBe('logout.told')
    })
    expect(post.heard).toHaveLength(heardBefore + 1)
    const token = new URLSearchParams(post.heard.at(-1)).get('logout_token') ?? ''
    expect(decodeJwt(token)).toMatchObject({ aud: 'post', sub: bob.id })
    expect(decodeJwt(token)['sid']).toBe(decodeJwt(tokens.id_token ?? '')['sid'])
    expect(await waiting(rig)).toEqual([])
    await rig.town.apply(houseFile)
    await post.close()
    await timer.close()
  },
  60,
)

/**
 * Moves the queue's clock to when the next call is due; gives how long that was, in milliseconds.
 */
async function goOn(rig: Rig, time: ReturnType<typeof townTime>): Promise<number> {
  const [next] = await waiting(rig)
  const pause = (next?.at.getTime() ?? time.now.getTime()) - time.now.getTime() + 1
  time.now = new Date(time.now.getTime() + pause)
  await setJobClock(rig.town.database, time)
  await rig.town.database.send('', `select pg_notify('jobs', 'logouts')`, [])
  return pause
}
