// The published schemas, held in memory and read from files that stand beside the code. A schema
// is never fetched, and none can be added by a document: what a document points at is not looked
// for. Loaded at first use, since most houses start without ever reading XML.
import { readFileSync } from 'node:fs'
import type * as libxml2 from 'libxml2-wasm'

export type SchemaName = 'protocol' | 'metadata'

export interface Parser {
  readonly lib: typeof libxml2
  readonly options: libxml2.ParseOptions
  /** Throws where the document is not as the schema says. */
  validate(document: libxml2.XmlDocument, schema: SchemaName): void
}

const folder = new URL('../saml/schemas/', import.meta.url)
const imported = [
  'saml-schema-assertion-2.0.xsd',
  'xmldsig-core-schema.xsd',
  'xenc-schema.xsd',
  'xml.xsd',
]
const mains: Readonly<Record<SchemaName, string>> = {
  protocol: 'saml-schema-protocol-2.0.xsd',
  metadata: 'saml-schema-metadata-2.0.xsd',
}

let opened: Promise<Parser> | undefined

/** One for the process. */
export const openParser = (): Promise<Parser> => (opened ??= load())

async function load(): Promise<Parser> {
  const lib = await import('libxml2-wasm')
  const option =
    lib.ParseOption.XML_PARSE_NONET |
    lib.ParseOption.XML_PARSE_NO_XXE |
    lib.ParseOption.XML_PARSE_NO_SYS_CATALOG
  const options = { option }
  const validators = build(lib, options)
  return { lib, options, validate: (document, schema) => validators[schema].validate(document) }
}

type Validators = Readonly<Record<SchemaName, libxml2.XsdValidator>>

/** The library asks the provider for each file that a schema names, whatever its address. */
function build(lib: typeof libxml2, options: libxml2.ParseOptions): Validators {
  const files = new Map(imported.map((name) => [name, readFileSync(new URL(name, folder))]))
  let isOpen = true
  const nameIn = (address: string): string => address.slice(address.lastIndexOf('/') + 1)
  const hasRegistered = lib.xmlRegisterInputProvider({
    match: (address) => isOpen && files.has(nameIn(address)),
    open: (address) => {
      const file = files.get(nameIn(address))
      return file && lib.openBuffer(file)
    },
    read: (at, into) => lib.readBuffer(at, into),
    close: (at) => {
      lib.closeBuffer(at)
      return true
    },
  })
  if (!hasRegistered) throw new Error('The XML library takes no input from us')
  try {
    return { protocol: one('protocol'), metadata: one('metadata') }
  } finally {
    isOpen = false
  }

  /** The validator points into its document, so that both live as long as the process. */
  function one(schema: SchemaName): libxml2.XsdValidator {
    const text = readFileSync(new URL(mains[schema], folder))
    return lib.XsdValidator.fromDoc(lib.XmlDocument.fromBuffer(text, options))
  }
}
