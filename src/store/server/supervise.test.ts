import { expect, test } from 'vitest'
import { whyEnded } from './supervise.ts'

const on = { cluster: '/data/engine' }

test.each([
  [
    'PANIC:  could not write to file "pg_wal/xlogtemp.9": No space left on device',
    /disk that holds \/data\/engine is full: free/,
  ],
  [
    'initdb: error: could not create directory "x": Permission denied',
    /cannot be read and written/,
  ],
  ['FATAL:  data directory "x" has wrong ownership', /cannot be read and written/],
  [
    'LOG: a\nFATAL:  something new\nLOG: b',
    /does not start on .* \(something new\): put that right/,
  ],
  ['', /it said nothing/],
])(
  'what PostgreSQL says last (%s) becomes one sentence that says what to do',
  (words, sentence) => {
    expect(whyEnded(on, words).message).toMatch(sentence)
  },
)
