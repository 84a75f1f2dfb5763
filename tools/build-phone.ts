// Builds the app on the phone: web/phone into built/phone, with hashed names, packed beforehand,
// and a list of what the server serves. Builds into a folder of its own, so that nobody ever serves
// half of it. Must never reach anybody: everything it takes is in the tree or in node_modules.
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build, type BuildEnvironmentOptions, type InlineConfig } from 'vite'
import { app as en } from '../texts/en/phone/app.ts'
import { app as nb } from '../texts/nb/phone/app.ts'
import { app as nn } from '../texts/nn/phone/app.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const home = join(root, 'built')

// Whoever runs the tests has it set to something else, and would ship React's own checks.
process.env['NODE_ENV'] = 'production'

const common = {
  configFile: false,
  root: join(root, 'web', 'phone'),
  base: '/app/',
  logLevel: 'warn',
  publicDir: false,
  mode: 'production',
} satisfies InlineConfig

const inputs = (entry: string, folder: string, names: string): BuildEnvironmentOptions => ({
  outDir: folder,
  target: ['chrome111', 'safari16.4', 'firefox115'],
  modulePreload: false,
  sourcemap: false,
  manifest: names === 'sw.js' ? false : 'list.json',
  emptyOutDir: false,
  rolldownOptions: {
    input: join(root, 'web', 'phone', entry),
    output: {
      entryFileNames: names,
      chunkFileNames: 'files/[name]-[hash].js',
      assetFileNames: 'files/[name]-[hash][extname]',
    },
  },
})

interface Listed {
  readonly file: string
  readonly css?: readonly string[]
}

/** Names first: what the service worker keeps is what the page can ask for. */
async function buildInto(folder: string): Promise<void> {
  await build({ ...common, build: inputs('main.tsx', folder, 'files/app-[hash].js') })
  const list: Readonly<Record<string, Listed>> = JSON.parse(
    readFileSync(join(folder, 'list.json'), 'utf8'),
  )
  const main = list['main.tsx']
  if (!main) throw new Error('Vite built no main.tsx')
  rmSync(join(folder, 'list.json'))
  const files = readdirSync(join(folder, 'files')).map((name) => `/app/files/${name}`)
  const version = createHash('sha256').update(files.toSorted().join()).digest('hex').slice(0, 12)
  await build({
    ...common,
    build: { ...inputs('worker/sw.ts', folder, 'sw.js'), emptyOutDir: false },
    define: {
      files: JSON.stringify(files),
      version: JSON.stringify(version),
      bell: JSON.stringify({
        nb: nb['app.bell'],
        nn: nn['app.bell'],
        en: en['app.bell'],
        se: nb['app.bell'],
      }),
    },
  })
  pack(folder, ['sw.js', ...files.map((path) => path.slice('/app/'.length))])
  const told = { script: `/app/${main.file}`, styles: (main.css ?? []).map((at) => `/app/${at}`) }
  writeFileSync(join(folder, 'phone.json'), JSON.stringify({ ...told, version }))
}

function pack(folder: string, names: readonly string[]): void {
  for (const name of names) {
    const plain = readFileSync(join(folder, name))
    const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY }
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(plain, { params }))
    writeFileSync(join(folder, `${name}.gz`), gzipSync(plain, { level: 9 }))
  }
}

mkdirSync(home, { recursive: true })
const fresh = mkdtempSync(join(home, 'phone-'))
chmodSync(fresh, 0o755)
try {
  await buildInto(fresh)
  const place = join(home, 'phone')
  const old = `${fresh}-old`
  try {
    renameSync(place, old)
  } catch {
    // The first build has nothing to put aside.
  }
  try {
    renameSync(fresh, place)
  } catch (fault) {
    // Somebody else was quicker; theirs is as good.
    if (!existsSync(join(place, 'phone.json'))) throw fault
    rmSync(fresh, { recursive: true, force: true })
  }
  rmSync(old, { recursive: true, force: true })
} catch (fault) {
  rmSync(fresh, { recursive: true, force: true })
  throw fault
}
