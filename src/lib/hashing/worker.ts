// The worker: computes one slow hash after another on a thread of its own, with low priority, so
// that pages stay quick while many sign in. Must never see a password, a key or a row: only
// peppered bytes and a salt.
import { setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { nodeEngine, openFastEngine } from './engine.ts'
import type { HashWork } from './password-hash.ts'

// On Linux «process 0» is the calling thread alone; elsewhere it would be the whole server, so it
// is left as it is.
if (process.platform === 'linux') {
  try {
    setPriority(0, 19)
  } catch {
    // A container may forbid it. The work is the same, only less polite.
  }
}

const engine = openFastEngine() ?? nodeEngine

parentPort?.on('message', (work: HashWork) => {
  parentPort?.postMessage(engine(work))
})
