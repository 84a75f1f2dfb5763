// Stand-ins for programs that show codes and that a test cannot hold: one on the PC with entries,
// one on the phone with a camera. They have the views of the real ones and no more; the codes are
// worked out by a program that nobody here wrote, from what was pasted, scanned or handed over.
// Must never be told a key by a test.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Secret, TOTP, URI } from 'otpauth'
import decodeQr from 'qr/decode.js'

export interface CodeApps {
  /** The program on the PC, and the app on the phone. */
  readonly onPc: string
  readonly onPhone: string
  /** How wrong the clocks of the two go. */
  offSeconds: number
  close(): Promise<void>
}

interface Entry {
  readonly name: string
  readonly account: string
  readonly totp: TOTP
}

interface Apps {
  readonly saved: Entry[]
  /** What the camera saw, or a link handed over, and nobody has saved yet. */
  seen: Entry | undefined
  codeOf(entry: Entry): string
}

export async function startCodeApps(now: () => Date): Promise<CodeApps> {
  const own = { offSeconds: 0 }
  const apps: Apps = {
    saved: [],
    seen: undefined,
    codeOf: ({ totp }) => totp.generate({ timestamp: now().getTime() + own.offSeconds * 1000 }),
  }
  const server = createServer((request, response) => {
    serve(apps, request, response).catch((fault: unknown) => {
      response.writeHead(500, { 'content-type': 'text/plain' }).end(String(fault))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    onPc: `http://localhost:${port}/pc`,
    onPhone: `http://localhost:${port}/phone`,
    get offSeconds() {
      return own.offSeconds
    },
    set offSeconds(seconds) {
      own.offSeconds = seconds
    },
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

type Serve = (apps: Apps, url: URL, body: Buffer) => { readonly to: string } | string

const views: Readonly<Record<string, Serve>> = {
  'GET /pc': ({ saved }) => drawList('Enpass', saved, plusOnPc),
  'GET /pc/login': drawEntry,
  'POST /pc/login'(apps, _url, body) {
    const fields = new URLSearchParams(body.toString())
    const secret = Secret.fromBase32(fields.get('key') ?? '')
    apps.saved.push({ name: fields.get('name') ?? '', account: '', totp: new TOTP({ secret }) })
    return { to: '/pc/login?saved' }
  },
  'GET /pc/code': ({ saved, codeOf }) => saved.map(codeOf).at(-1) ?? '',
  'GET /phone': ({ saved, codeOf }) => drawList('Kodeapp', saved, plusOnPhone, codeOf),
  'GET /phone/new'(apps, url) {
    const handed = url.searchParams.get('address')
    if (handed !== null) apps.seen = entryOf(handed)
    return apps.seen ? drawSeen(apps.seen) : page('Ny konto', camera)
  },
  'POST /phone/new'(apps, url, body) {
    const [width, height] = ['width', 'height'].map((side) => Number(url.searchParams.get(side)))
    if (!width || !height) throw new Error('There is no picture')
    // The reader's own limit is for a camera that takes the next picture at once.
    const text = decodeQr({ width, height, data: new Uint8Array(body) }, { timeLimit: 5000 })
    apps.seen = entryOf(text)
    return ''
  },
  'POST /phone'(apps) {
    if (apps.seen) apps.saved.push(apps.seen)
    apps.seen = undefined
    return { to: '/phone' }
  },
}

function entryOf(address: string): Entry {
  const totp = URI.parse(address)
  if (!(totp instanceof TOTP)) throw new Error(`«${address}» is no code that follows the clock`)
  return { name: totp.issuer, account: totp.label, totp }
}

async function serve(
  apps: Apps,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const view = views[`${request.method} ${url.pathname}`]
  if (!view) return void response.writeHead(404).end()
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  const shown = view(apps, url, Buffer.concat(chunks))
  if (typeof shown !== 'string') return void response.writeHead(303, { location: shown.to }).end()
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(shown)
}

const safe = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

const page = (heading: string, body: string): string => `<!doctype html><html lang="nb">
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${heading}</title>
<link rel="icon" href="data:,"><h1>${heading}</h1>${body}</html>`

const plusOnPc = '<details><summary>+</summary><a href="/pc/login">Login</a></details>'
const plusOnPhone = '<p><a href="/phone/new">+</a></p>'

const spaced = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`

function drawList(
  heading: string,
  saved: readonly Entry[],
  plus: string,
  codeOf?: Apps['codeOf'],
): string {
  const lines = saved.map((entry) => {
    const code = codeOf ? ` <b>${spaced(codeOf(entry))}</b>` : ''
    return `<li>${safe(entry.name)} ${safe(entry.account)}${code}</li>`
  })
  return page(heading, `${plus}<ul>${lines.join('')}</ul>`)
}

/** The code is worked out as it is pressed: it may have changed since the page was drawn. */
function drawEntry({ saved, codeOf }: Apps, { search }: URL): string {
  const entry = saved.at(-1)
  if (search === '?saved' && entry)
    return page(
      'Login',
      `<p>${safe(entry.name)}</p><button>${spaced(codeOf(entry))}</button><p role="status"></p>
<script>document.querySelector('button').onclick = async () => {
  const code = await (await fetch('/pc/code')).text()
  await navigator.clipboard.writeText(code)
  document.querySelector('[role=status]').textContent = 'Kopiert'
}</script>`,
    )
  return page(
    'Login',
    `<form method="post"><p><label>Navn <input name="name" autofocus></label></p>
<p><label>Engangskode (TOTP) <input name="key" autocomplete="off"></label></p>
<button>Lagre</button></form>`,
  )
}

/** What the camera sees is a file, and its points are sent to be read. */
const camera = `<p>Hold mobilen mot QR-koden.</p><input type="file" accept="image/*" capture>
<script>document.querySelector('input').onchange = async ({ target }) => {
  const picture = await createImageBitmap(target.files[0])
  const { width, height } = picture
  const canvas = new OffscreenCanvas(width, height).getContext('2d')
  canvas.drawImage(picture, 0, 0)
  const body = canvas.getImageData(0, 0, width, height).data
  await fetch('?width=' + width + '&height=' + height, { method: 'POST', body })
  location.reload()
}</script>`

const drawSeen = ({ name, account }: Entry): string =>
  page(
    'Ny konto',
    `<p>${safe(name)}</p><p>${safe(account)}</p>
<form method="post" action="/phone"><button>Lagre</button></form>`,
  )
