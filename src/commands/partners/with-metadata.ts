// Applications whose metadata lies in a file beside the configuration: what they say of themselves
// is put where an administrator would have written it, and what is written goes before it. Must
// never fetch anything: a file is what somebody has looked at.
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import { settingsFrom } from '../../domain/configuration/from-metadata.ts'
import { systemClock } from '../../lib/clock.ts'
import { readMetadata } from '../../lib/saml/metadata.ts'
import { XmlRefused } from '../../lib/xml/gate.ts'
import type { Called } from '../command.ts'

const samlWritten = z.looseObject({
  metadata: z.string().optional(),
  encrypt: z.boolean().default(false),
  entityId: z.string().optional(),
})
const written = z.looseObject({
  applications: z.array(z.looseObject({ saml: samlWritten.optional() })).optional(),
})

/** Nothing where a file is not right: it has been told. Anything else is judged by its shape. */
export async function withMetadata(called: Called, house: unknown, path: string): Promise<unknown> {
  const read = written.safeParse(house)
  if (!read.success || !read.data.applications) return house
  const applications: unknown[] = []
  let isRight = true
  for (const application of read.data.applications) {
    const { metadata, encrypt, ...saml } = application.saml ?? { encrypt: false }
    if (metadata === undefined) {
      applications.push(application)
      continue
    }
    const said = await settingsIn(called, resolve(dirname(path), metadata), { ...saml, encrypt })
    isRight &&= said !== undefined
    applications.push({ ...application, saml: { ...said, ...saml } })
  }
  return isRight ? { ...read.data, applications } : undefined
}

async function settingsIn(
  called: Called,
  file: string,
  { encrypt, entityId }: { readonly encrypt: boolean; readonly entityId?: string | undefined },
) {
  try {
    const asked = { now: systemClock.now(), ...(entityId !== undefined && { entityId }) }
    const metadata = await readMetadata(readFileSync(file, 'utf8'), asked)
    const settings = settingsFrom(metadata, { encrypts: encrypt })
    if (encrypt && settings && settings.encryptTo === undefined)
      called.complain(`${file} names no certificate to encrypt to.`)
    else if (settings) return settings
    else called.complain(`${file} describes no application that speaks SAML 2.0.`)
  } catch (fault) {
    if (fault instanceof XmlRefused)
      called.complain(`${file} is not read (${fault.because}). ${fault.message}.`)
    else if (isMissing(fault)) called.complain(`${file} cannot be read.`)
    else throw fault
  }
  return undefined
}

const isMissing = (fault: unknown): boolean =>
  fault instanceof Error && 'code' in fault && typeof fault.code === 'string'
