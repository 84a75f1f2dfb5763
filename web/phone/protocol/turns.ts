// One message at a time for each account, in all windows of this browser. Where it has no locks for
// that, one at a time in this window.

const rows = new Map<string, Promise<unknown>>()

function afterTheOthers<Done>(name: string, act: () => Promise<Done>): Promise<Done> {
  const before = rows.get(name) ?? Promise.resolve()
  const mine = before.then(act, act)
  rows.set(name, mine)
  return mine
}

export const inTurn = <Done>(name: string, act: () => Promise<Done>): Promise<Done> =>
  'locks' in navigator
    ? navigator.locks.request(`portvakt ${name}`, act)
    : afterTheOthers(name, act)
