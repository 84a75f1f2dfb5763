// Why the house cannot start, told to whoever runs it: one sentence that says what is wrong and
// what to do. It is printed without a stack. Must never be thrown at somebody who signs in, and
// never hold a secret (an address may have a password).
import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

export class CannotStart extends Error {
  override readonly name = 'CannotStart'
}

/**
 * Makes a folder where it is missing, with those above it as the system makes them. Node's own way
 * never comes back where a parent cannot hold folders, such as /proc.
 */
export function makeFolder(folder: string, mode?: number): void {
  const found = statSync(folder, { throwIfNoEntry: false })
  if (found?.isDirectory()) return
  if (found) throw Object.assign(new Error(`${folder} is a file`), { code: 'ENOTDIR' })
  makeFolder(dirname(folder))
  try {
    mkdirSync(folder, { ...(mode !== undefined && { mode }) })
  } catch (fault) {
    // Another start was quicker.
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw fault
  }
}

const codeOf = (fault: unknown): string =>
  typeof fault === 'object' && fault !== null && 'code' in fault ? String(fault.code) : ''

/** What listening on a port can fail on. Anything else is a Fault and comes back as it was. */
export function whyNotListening(fault: unknown, port: number): unknown {
  switch (codeOf(fault)) {
    case 'EADDRINUSE':
      return new CannotStart(
        `Port ${port} is taken by another program: stop it, or choose another with PORTVAKT_PORT.`,
      )
    case 'EACCES':
      return new CannotStart(
        `Port ${port} is not ours to open: ports below 1024 need root, so choose another with ` +
          `PORTVAKT_PORT.`,
      )
    default:
      return fault
  }
}

/** What reading and writing below a folder can fail on. */
export function whyNotWritten(fault: unknown, folder: string): unknown {
  switch (codeOf(fault)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFull(folder)
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return folderClosed(folder)
    case 'ENOTDIR':
    case 'EEXIST':
      return new CannotStart(
        `${folder} is not a folder: remove the file that is in the way, or choose another folder ` +
          `with PORTVAKT_DATA.`,
      )
    case 'ENAMETOOLONG':
    case 'ELOOP':
      return new CannotStart(
        `The path of the data folder is too long, or leads in a ring: choose another folder with ` +
          `PORTVAKT_DATA.`,
      )
    default:
      return isAboutFiles(fault) ? cannotHold(fault, folder) : fault
  }
}

/** A file system that refuses, and not a program or a socket that is missing. */
const isAboutFiles = (fault: unknown): boolean =>
  fault instanceof Error &&
  'syscall' in fault &&
  /^(mkdir|open|write|scandir|access|rename|fsync)$/.test(String(fault.syscall))

const cannotHold = (fault: unknown, folder: string): CannotStart =>
  new CannotStart(
    `${folder} cannot hold files (${codeOf(fault)}): choose another folder with PORTVAKT_DATA.`,
  )

/** What keeping the head of the events outside the database can fail on. */
export function whyNoAnchor(fault: unknown, path: string): unknown {
  const code = codeOf(fault)
  if (!code) return fault
  return new CannotStart(
    `${path} cannot be written (${code}), and the head of the events is kept there: change its ` +
      `rights, or name another file with PORTVAKT_EVENT_ANCHOR.`,
  )
}

export const diskFull = (folder: string): CannotStart =>
  new CannotStart(
    `The disk that holds ${folder} is full: free at least 200 MB, or choose another folder ` +
      `with PORTVAKT_DATA.`,
  )

export const folderClosed = (folder: string): CannotStart =>
  new CannotStart(
    `${folder} cannot be read and written by this user: change its owner or its rights, or ` +
      `choose another folder with PORTVAKT_DATA.`,
  )
