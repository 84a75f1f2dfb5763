// What both houses are told alike, so that only the houses differ.
export const bench = {
  client: 'bench',
  secret: 'a-secret-of-256-bits-made-by-a-machine-for-benches',
  resource: 'https://api.fjordvik.example/',
  redirect: 'https://bench.fjordvik.example/callback',
  scope: 'openid read',
  families: 32,
} as const

/** What a house says when it is ready. */
export interface HouseReady {
  readonly origin: string
  /** One refresh token for each family. */
  readonly tokens: readonly string[]
}
