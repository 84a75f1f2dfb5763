// Builds the app on the phone when it is missing, or older than what it is made of. Plain
// JavaScript, since it runs before anything else; must never build what was brought along built.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { nodeToUse, root } from './install.js'

const made = join(root, 'built', 'phone', 'phone.json')
const folders = ['web/phone', 'texts', 'src/shapes']
const alone = ['tools/build-phone.ts', 'package-lock.json', 'web/copy.ts']

/** @param {string} path */
const at = (path) => statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0

const newest = () =>
  Math.max(
    ...alone.map(at),
    ...folders.flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        at(join(folder, name)),
      ),
    ),
  )

/** A package that is installed has the app built, and nothing to build it with. */
const canBuild = () => existsSync(join(root, 'node_modules', 'vite'))

/** @returns {boolean} whether it stands */
export function build() {
  const isThere = existsSync(made)
  if (!canBuild() || (isThere && at(join('built', 'phone', 'phone.json')) >= newest()))
    return isThere
  // Standard output belongs to the command: whoever reads its last line reads nothing else.
  const done = spawnSync(nodeToUse(), ['tools/build-phone.ts'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  return done.status === 0
}
