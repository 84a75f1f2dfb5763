// How the tests run: one engine for the run, a database for each file, no test waits for another
// file. Four files at a time on two cores: while one waits for a browser, a clock or a process,
// three others are at work. They share a process, one after the other: reading the house anew for
// each file was a fifth of the whole.
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/longest-first.ts'

export default defineConfig({
  test: {
    include: ['{src,texts,tools,test,examples,bench}/**/*.test.ts', 'web/**/*.test.ts'],
    globalSetup: ['test/town/run/engine.ts', 'test/town/browser/program.ts'],
    setupFiles: ['test/town/run/end-of-file.ts'],
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
  },
})
