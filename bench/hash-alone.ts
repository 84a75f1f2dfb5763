// What the slow hash costs by itself, with nothing around it: on one thread, and on as many as
// there are cores, which is how a busy server computes it. Cores share their caches and their
// memory, so the second is what the hash alone allows on this machine.
import { availableParallelism } from 'node:os'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import { hashSync } from '@node-rs/argon2'

const times = 100

/** Microseconds of processor time per hash, of the threads that compute and of nothing else. */
export async function hashAlone(threads = availableParallelism()): Promise<number> {
  const workers = Array.from({ length: threads }, () => new Worker(new URL(import.meta.url)))
  const each = await Promise.all(workers.map(told))
  return each.reduce((sum, one) => sum + one, 0) / threads
}

const told = (worker: Worker): Promise<number> =>
  new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('message', resolve)
  })

function compute(): void {
  hashSync('havregrøt og rømme 12', {
    // Argon2id; the library's own name for it is a constant that no module holds.
    algorithm: 2,
    memoryCost: 19_456,
    timeCost: 2,
    parallelism: 1,
  })
}

if (!isMainThread) {
  for (let at = 0; at < 5; at += 1) compute()
  const before = process.threadCpuUsage()
  for (let at = 0; at < times; at += 1) compute()
  const used = process.threadCpuUsage(before)
  parentPort?.postMessage((used.user + used.system) / times)
}
