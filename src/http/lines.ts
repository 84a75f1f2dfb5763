// The lines that requests come in on: how long a slow one is borne with, and how they are let go
// when the server stops. Must never break a line while something is under way on it.
import { createServer, type RequestListener, type Server } from 'node:http'
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
  /**
   * Lets nobody new in; a line ends with its next answer, or when it has rested for as long as it
   * may. To break one that rests would meet the request that is on its way.
   */
  drain(): Promise<void>
}

export function openLines(): Lines {
  const servers = new Set<Server>()
  let isDraining = false
  return {
    open(answer) {
      const server = createServer(limits, (request, response) => {
        if (isDraining) response.setHeader('connection', 'close')
        answer(request, response)
      })
      server.setTimeout(silentMs)
      servers.add(server)
      return server
    },
    async drain() {
      isDraining = true
      // Whoever stands in line already is let in: to shut the door before having looked would break
      // lines that the other side believes to be open.
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
