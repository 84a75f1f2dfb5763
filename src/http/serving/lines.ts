// The lines that requests come in on: how long a slow one is borne with, and how they are let go
// when the server stops. Must never break a line while something is under way on it.
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import { Server as Listening } from 'node:net'

/**
 * A client that sends one byte at a time is cut off long before Node's own minutes (ATK-DOS-01).
 */
const limits = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 5_000,
  keepAliveTimeout: 5_000,
  maxHeaderSize: 16_384,
}
/** A line that says nothing at all. */
const silentMs = 30_000
/** Longer than a line may rest between two requests. */
const drainMs = limits.keepAliveTimeout + 500

export interface Lines {
  /** A server on these lines: one for each address that is listened on. */
  open(answer: RequestListener): Server
  /** Whoever chooses among servers should send nobody here any more. */
  isLeaving(): boolean
  /**
   * Lets people in until it is `noticed` that we leave, and then nobody new; a line ends with its
   * next answer, or when it has rested for as long as it may. To break one that rests would meet
   * the request that is on its way, and so would shutting the door on whoever stands in line.
   */
  drain(noticed: Promise<void>): Promise<void>
}

/**
 * Whoever stands before us may know only the first of two codings, or neither: then what follows
 * would be a request to us and a part of this one to them (ATK-NET-10).
 */
const hasStrangeCoding = ({ headers }: IncomingMessage): boolean =>
  (headers['transfer-encoding'] ?? 'chunked').toLowerCase() !== 'chunked'

/** Lines on which nothing more is read. */
const muted = new WeakSet<IncomingMessage['socket']>()

function refuse(response: ServerResponse, line: IncomingMessage['socket']): void {
  muted.add(line)
  response.writeHead(501, { connection: 'close' }).end()
}

export function openLines(): Lines {
  const servers = new Set<Server>()
  let isLeaving = false
  return {
    open(answer) {
      const server = createServer(limits, (request, response) => {
        if (muted.has(request.socket)) return
        if (hasStrangeCoding(request)) return refuse(response, request.socket)
        if (isLeaving) response.setHeader('connection', 'close')
        answer(request, response)
      })
      server.setTimeout(silentMs)
      servers.add(server)
      return server
    },
    isLeaving: () => isLeaving,
    async drain(noticed) {
      isLeaving = true
      await noticed
      // Whoever stands in line by now is let in.
      for (let rounds = 0; rounds < 2; rounds += 1) await new Promise(setImmediate)
      const ended = Promise.all([...servers].map(stopListening))
      const late = Promise.withResolvers<void>()
      const timer = setTimeout(late.resolve, drainMs)
      await Promise.race([ended, late.promise])
      clearTimeout(timer)
    },
  }
}

/** What every server can; an HTTP server's own would break the lines that rest. */
const stopListening = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    Listening.prototype.close.call(server, () => resolve())
  })
