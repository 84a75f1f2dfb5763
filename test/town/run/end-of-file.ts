// Read before each test file (vitest.config.ts), ahead of its own hooks: so it runs after them,
// since hooks run last in, first out.
import { afterAll } from 'vitest'
import { closeAll } from './closing.ts'

afterAll(closeAll)
