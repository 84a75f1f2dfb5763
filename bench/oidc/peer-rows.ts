// Rows for the peer, in a PostgreSQL of its own: one statement for each call, as the library's
// documents describe an adapter, on the same driver and with the same waits for the disk as ours.
import type { Adapter, AdapterPayload } from 'oidc-provider'
import { readSettings } from '../../src/settings.ts'
import type { Database } from '../../src/store/database.ts'
import { openStore } from '../../src/store/server/open-store.ts'

const table = `create table if not exists oidc (
  model text not null,
  id text not null,
  payload jsonb not null,
  grant_id text,
  uid text,
  user_code text,
  expires_at timestamptz,
  consumed_at timestamptz,
  primary key (model, id)
);
create index if not exists oidc_by_grant on oidc (grant_id);
create index if not exists oidc_by_uid on oidc (uid);
create index if not exists oidc_by_user_code on oidc (user_code)`

export interface Rows {
  adapter(model: string): Adapter
  close(): Promise<void>
}

export async function openRows(): Promise<Rows> {
  const store = await openStore(readSettings({ argv: [] }))
  const { database } = store
  for (const one of table.split(';')) await database.send('', one, [])
  return { adapter: (model) => adapterFor(database, model), close: () => store.close() }
}

interface Row {
  readonly payload: AdapterPayload
  readonly consumed_at: Date | null
}

function adapterFor(database: Database, model: string): Adapter {
  const read = async (by: 'id' | 'uid' | 'user_code', value: string) => {
    const text = `select payload, consumed_at from oidc
      where model = $1 and ${by} = $2 and (expires_at is null or expires_at > now())`
    const { rows } = await database.send<Row>(`peer: by ${by}`, text, [model, value])
    const [row] = rows
    if (!row) return undefined
    return row.consumed_at
      ? { ...row.payload, consumed: Math.floor(row.consumed_at.getTime() / 1000) }
      : row.payload
  }
  const act = async (name: string, text: string, values: readonly unknown[]): Promise<void> => {
    await database.send(`peer: ${name}`, text, [...values])
  }
  return {
    upsert: (id, payload, seconds) =>
      act(
        'upsert',
        `insert into oidc (model, id, payload, grant_id, uid, user_code, expires_at)
         values ($1, $2, $3, $4, $5, $6, now() + $7::int * interval '1 second')
         on conflict (model, id) do update set payload = excluded.payload,
           grant_id = excluded.grant_id, uid = excluded.uid, user_code = excluded.user_code,
           expires_at = excluded.expires_at`,
        [
          model,
          id,
          JSON.stringify(payload),
          payload.grantId ?? null,
          payload.uid ?? null,
          payload.userCode ?? null,
          seconds || null,
        ],
      ),
    find: (id) => read('id', id),
    findByUid: (uid) => read('uid', uid),
    findByUserCode: (code) => read('user_code', code),
    consume: (id) =>
      act('consume', 'update oidc set consumed_at = now() where model = $1 and id = $2', [
        model,
        id,
      ]),
    destroy: (id) => act('destroy', 'delete from oidc where model = $1 and id = $2', [model, id]),
    revokeByGrantId: (grant) => act('revoke', 'delete from oidc where grant_id = $1', [grant]),
  }
}
