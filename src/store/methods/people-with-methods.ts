// People with what they have set up, a page at a time: for looking at the whole house at once. What
// a method keeps is not read.
import { type Db, statement } from '../database.ts'

export interface PersonWithMethods {
  readonly id: string
  readonly login: string
  readonly organisation_id: string
  readonly known_phone: string | null
  readonly groups: readonly string[]
  readonly methods: readonly {
    readonly factor: string
    readonly fate: string | null
    readonly label: string | null
  }[]
}

const page = statement<PersonWithMethods>(
  'people with their methods',
  `select p.id, p.login, p.organisation_id, p.known_phone,
     array(select m.group_id from memberships m where m.person_id = p.id order by 1) as groups,
     coalesce((select jsonb_agg(jsonb_build_object('factor', m.factor, 'fate', m.fate,
                                                   'label', m.label) order by m.created_at, m.id)
               from methods m where m.person_id = p.id), '[]') as methods
   from people p where p.state = 'active' and p.login > $1 order by p.login limit $2`,
)

const peopleOnAPage = 2000

/** Those who may sign in, by their user names, from the one after this. */
export async function* peopleWithMethods(db: Db): AsyncGenerator<PersonWithMethods> {
  let after = ''
  for (;;) {
    const rows = await page.rows(db, after, peopleOnAPage)
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < peopleOnAPage) return
    after = last.login
  }
}
