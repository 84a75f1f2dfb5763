// The tests that `npm run check` runs need no database: no engine is started for them.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { include: ['test/tidy.test.ts', 'texts/**/*.test.ts', 'tools/**/*.test.ts'] },
})
