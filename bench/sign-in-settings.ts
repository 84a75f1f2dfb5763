// What the two sides of W1 agree on.
export const signing = {
  people: 20_000,
  password: 'havregrøt og rømme 12',
  client: 'bench',
  secret: 'a-secret-of-the-bench-that-is-long-enough',
  redirect: 'https://bench.example/callback',
  house: {
    organisations: [
      {
        id: 'fjordvik',
        domains: ['fjordvik.example'],
        name: 'Fjordvik kommune',
        service: 'Fjordvik',
        color: '#1f5fa8',
      },
    ],
    applications: [
      {
        id: 'bench',
        name: 'Bench',
        everyone: true,
        oidc: {
          redirects: ['https://bench.example/callback'],
          secret: 'a-secret-of-the-bench-that-is-long-enough',
        },
      },
    ],
  },
} as const
