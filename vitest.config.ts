// How the tests run: one engine for the run, a database for each file, no test waits for another file.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{src,texts,tools,test,examples,bench}/**/*.test.ts', 'web/**/*.test.ts'],
    globalSetup: 'test/town/engine.ts',
    testTimeout: 20_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
})
