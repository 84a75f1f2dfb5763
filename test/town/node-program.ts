// One node of a house, as a process of its own: the very server, with a clock that whoever started
// it may move. Must never be reached outside tests; what is served is src/main.ts and nothing else.
import { forgiveNow } from '../../src/domain/throttles/forgiving.ts'
import { openDoor } from '../../src/main.ts'
import { openPool } from '../../src/store/server/pool.ts'
import { nodeSettings, type NodeDone, type NodeOrder } from './node-order.ts'

let offset = 0
let refresh = async (): Promise<void> => {}
let forgive = async (): Promise<void> => {}

process.on('message', (order: NodeOrder) => void carryOut(order))

async function carryOut(order: NodeOrder): Promise<void> {
  if ('port' in order) await open(order)
  else if ('pass' in order) offset += order.pass * 1000
  else if ('forgive' in order) await forgive()
  else if ('refresh' in order) await refresh()
  const { user, system } = process.cpuUsage()
  const done: NodeDone = { worked: (user + system) / 1000 }
  process.send?.(done)
}

async function open(order: Extract<NodeOrder, { readonly port: number }>): Promise<void> {
  const database = openPool(order.database)
  const clock = { now: () => new Date(Date.now() + offset) }
  const door = await openDoor(nodeSettings(order), database, clock)
  const close = (): void => {
    void door
      .close()
      .then(() => database.close())
      .then(() => process.exit(0))
  }
  process.on('SIGTERM', close)
  // Whoever started us has gone away without a word.
  process.on('disconnect', close)
  refresh = door.refresh
  forgive = () => forgiveNow(door.opened.house, clock.now())
}
