// Browsers that people have come in with before: one row for a browser and a person. Which of them
// spare their person the second proof stands here too; that they do is read with the visit and the
// session, where the rule decides.
import { statement, type Db } from '../database.ts'

/**
 * What a visit or a session is read with, where `f` is the row: nothing of an older epoch.
 */
export const rememberedIn = (epoch: string): string =>
  `case when f.remembered_epoch = ${epoch} then f.remembered_at end as remembered_at`

const meet = statement(
  'meet a browser',
  `insert into familiar (browser_id, person_id, seen_at) values ($1, $2, $3)
   on conflict (browser_id, person_id) do update set seen_at = excluded.seen_at`,
)
/** From now on its wrong tries are counted by themselves. */
export const meetBrowser = (
  db: Db,
  met: { readonly browser: string; readonly person: string; readonly now: Date },
): Promise<number> => meet.count(db, met.browser, met.person, met.now)

const forgetFamiliar = statement(
  'sweep old browsers',
  `delete from familiar where seen_at < $1`,
  'quick',
)
export const forgetFamiliarBefore = (db: Db, before: Date): Promise<number> =>
  forgetFamiliar.count(db, before)

export interface RememberedBrowser {
  browser_id: string
  browser: string | null
  system: string | null
  remembered_at: Date
  seen_at: Date
}

/** An account that this browser may name. */
export interface KnownAccountRow {
  person: string
  login: string
  name: string
  organisation: string
  groups: string[]
}

/** `browser` is where its id stands. As one value, so that it comes along with other rows. */
export const knownAccountsOf = (browser: string): string =>
  `(select jsonb_agg(jsonb_build_object('person', k.id, 'login', k.login,
       'name', k.given_name || ' ' || k.family_name, 'organisation', k.organisation_id,
       'groups', array(select group_id from memberships where person_id = k.id))
       order by l.seen_at desc)
     from familiar l join people k on k.id = l.person_id
     where l.browser_id = ${browser} and l.listed and k.state <> 'removed')`

const unlist = statement<{ was_remembered: boolean }>(
  'take an account off the list of a browser',
  `with before as (select remembered_at is not null as was_remembered from familiar
                   where browser_id = $1 and person_id = $2 for no key update)
   update familiar set listed = false, remembered_at = null, remembered_epoch = null,
     browser = null, system = null
   from before where browser_id = $1 and person_id = $2 returning was_remembered`,
)
/** Whether it was remembered as well: that ends with it. */
export const unlistAccount = async (db: Db, browser: string, person: string): Promise<boolean> =>
  (await unlist.row(db, browser, person))?.was_remembered ?? false

const list = statement<RememberedBrowser>(
  'list remembered browsers',
  `select browser_id, browser, system, remembered_at, seen_at from familiar
   where person_id = $1 and remembered_at > $2 and remembered_epoch = $3 order by seen_at desc`,
)
export const rememberedBrowsersOf = (
  db: Db,
  person: string,
  { after, epoch }: { readonly after: Date; readonly epoch: number },
): Promise<RememberedBrowser[]> => list.rows(db, person, after, epoch)

const forget = statement<{ browser_id: string }>(
  'forget remembered browsers',
  `update familiar set remembered_at = null, remembered_epoch = null, browser = null, system = null
   where person_id = $1 and remembered_at is not null and browser_id = coalesce($2, browser_id)
   returning browser_id`,
)
/** One of them, or all; gives those that were. */
export const forgetRememberedOf = async (
  db: Db,
  person: string,
  browser?: string,
): Promise<string[]> =>
  (await forget.rows(db, person, browser ?? null)).map((row) => row.browser_id)
