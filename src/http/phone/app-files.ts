// The app on the phone as files: the page it begins in, its script and style under hashed names,
// its service worker, its manifest and its icons. Must never read or set a cookie, and never serve
// a file that was not built.
import { readFileSync, readdirSync } from 'node:fs'
import { brotliCompressSync } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../domain/refusal.ts'
import { sha256 } from '../../lib/digest.ts'
import { remembering } from '../../lib/remembering.ts'
import { drawIcon, isIconName } from '../../pages/phone/app-icon.ts'
import {
  drawPhoneApp,
  phoneManifest,
  type BuiltApp,
  type PhoneHouse,
} from '../../pages/phone/app-page.ts'
import { languageOf, type Doorstep } from '../here.ts'
import { type ForAdding, inAddress, openedFor, organisationFor } from './app-links.ts'

interface Named extends ForAdding {
  Params: { name: string }
}

const folder = new URL('../../../built/phone/', import.meta.url)
const forever = 'public, max-age=31536000, immutable'
/** Looked for anew each time, and not sent when it is the same. */
const anew = 'no-cache'
/** It fetches what it keeps and the icon of a notification, from here, and nothing else. */
const workerPolicy = "default-src 'none'; connect-src 'self'; img-src 'self'"

/** Each packing of a file, as it was built. */
interface File {
  readonly tag: string
  readonly plain: Buffer
  readonly br: Buffer
  readonly gzip: Buffer
}
interface Built extends BuiltApp {
  readonly files: ReadonlyMap<string, File>
}

const readFile = (path: string): File => {
  const read = (name: string): Buffer => readFileSync(new URL(name, folder))
  const plain = read(path)
  const tag = `"${sha256(plain).toString('base64url').slice(0, 22)}"`
  return { tag, plain, br: read(`${path}.br`), gzip: read(`${path}.gz`) }
}

let built: Built | undefined

/**
 * Built by `bin/built.js` before a server starts; without it there is no app, and all else stands.
 */
function builtApp(): Built {
  if (built) return built
  try {
    const told: BuiltApp = JSON.parse(readFileSync(new URL('phone.json', folder), 'utf8'))
    const names = readdirSync(new URL('files/', folder)).filter((name) => !/\.(br|gz)$/.test(name))
    const paths = ['sw.js', ...names.map((name) => `files/${name}`)]
    built = { ...told, files: new Map(paths.map((path) => [path, readFile(path)])) }
    return built
  } catch (cause) {
    throw new Refusal('unavailable', { cause, retryAfterSeconds: 60 })
  }
}

export function openPhoneApp(server: FastifyInstance, door: Doorstep): void {
  server.get('/app', (request, reply) => {
    door.guard.admit(request.raw)
    return reply.redirect('/app/', 308)
  })
  server.get<ForAdding>('/app/', (request, reply) => showShell(door, request, reply))
  server.get<ForAdding>('/app/manifest.webmanifest', (request, reply) => {
    door.guard.admit(request.raw)
    return reply
      .header('cache-control', anew)
      .type('application/manifest+json')
      .send(JSON.stringify(phoneManifest(houseOf(door, request))))
  })
  server.get('/app/sw.js', (request, reply) => {
    door.guard.admit(request.raw)
    const headers = { 'cache-control': anew, 'content-security-policy': workerPolicy }
    return sendFile(request, reply.headers(headers), 'sw.js')
  })
  server.get<Named>('/app/files/:name', (request, reply) => {
    door.guard.admit(request.raw)
    return sendFile(request, reply.header('cache-control', forever), `files/${request.params.name}`)
  })
  server.get<Named>('/app/:name', (request, reply) => {
    door.guard.admit(request.raw)
    const { name } = request.params
    if (!isIconName(name)) throw new Refusal('not-found')
    return reply
      .header('cache-control', 'public, max-age=86400')
      .type('image/png')
      .send(drawIcon(name, houseOf(door, request).color))
  })
}

function showShell(
  door: Doorstep,
  request: FastifyRequest<ForAdding>,
  reply: FastifyReply,
): FastifyReply {
  door.guard.admit(request.raw)
  const { html, csp } = drawPhoneApp(houseOf(door, request), builtApp())
  void reply
    .header('cache-control', anew)
    .header('vary', 'accept-language, accept-encoding')
    .header('content-security-policy', csp)
    .header('permissions-policy', 'camera=(self), microphone=(), geolocation=()')
    .type('text/html; charset=utf-8')
  if (!takes(request, 'br')) return reply.send(html)
  return reply.header('content-encoding', 'br').send(packed(html))
}

/** There is nothing of a person in it, so that its length says nothing of anybody. */
const packed = remembering(64, (html) => brotliCompressSync(html))

const takes = ({ headers }: FastifyRequest, packing: string): boolean =>
  (headers['accept-encoding']?.toString() ?? '').split(/[ ,;]+/).includes(packing)

function houseOf(
  { house }: Doorstep,
  { query, headers }: FastifyRequest<ForAdding> | FastifyRequest<Named>,
): PhoneHouse {
  const opened = openedFor(query)
  const { one, of } = organisationFor(house, opened)
  return {
    name: one?.name ?? house.address.hostname,
    service: one?.service ?? house.address.hostname,
    color: one?.color ?? '',
    language: languageOf(headers['accept-language']),
    openedAt: inAddress(house, opened),
    ofOrganisation: inAddress(house, { ...(of !== undefined && { organisation: of }) }),
    signIn: house.phoneAddress ? house.address.origin : '',
  }
}

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
}

function sendFile(request: FastifyRequest, reply: FastifyReply, path: string): FastifyReply {
  const file = builtApp().files.get(path)
  if (!file) throw new Refusal('not-found')
  const packing = takes(request, 'br') ? 'br' : takes(request, 'gzip') ? 'gzip' : undefined
  void reply
    .header('etag', file.tag)
    .header('vary', 'accept-encoding')
    .type(types[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream')
  if (request.headers['if-none-match'] === file.tag) return reply.code(304).send()
  if (packing) void reply.header('content-encoding', packing)
  return reply.send(packing ? file[packing] : file.plain)
}
