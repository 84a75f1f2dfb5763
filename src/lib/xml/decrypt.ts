// Opens an encrypted assertion: AES-GCM under a key that is wrapped with RSA-OAEP, and nothing
// older, since an older one can be opened by asking often enough. However it fails, it fails in
// the same words. Must never be taken for a proof of who wrote it: the signature is inside.
import { createPrivateKey, type JsonWebKey } from 'node:crypto'
import { createRequire } from 'node:module'
import { spaces } from '../saml/names.ts'
import { XmlRefused } from './gate.ts'
import { withDocument, type XmlElement } from './read.ts'
import { childrenOf, everyElement, isNamed } from './walk.ts'

interface Library {
  decrypt(
    xml: string,
    options: { readonly key: string; readonly disallowDecryptionWithInsecureAlgorithm: true },
    done: (fault: Error | null, plain?: string | Buffer) => void,
  ): void
}
// It brings no types of its own.
const { decrypt } = createRequire(import.meta.url)('xml-encryption') as Library

const contentKinds = [
  'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  'http://www.w3.org/2009/xmlenc11#aes256-gcm',
]
const keyKinds = [
  'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
  'http://www.w3.org/2009/xmlenc11#rsa-oaep',
]

/** The text of the one assertion in this response, opened by one of our keys. */
export async function openAssertion(text: string, keys: readonly JsonWebKey[]): Promise<string> {
  try {
    const sealed = await withDocument(text, 'protocol', ({ parser, document, tree }) => {
      const [inner, ...more] = childrenOf(tree, spaces.assertion, 'EncryptedAssertion')
      if (!inner || more.length > 0 || !isOfGoodKind(inner)) throw new Error('None that is taken')
      let node = document.root.firstChild
      while (node && !isEncrypted(node)) node = node.next
      return node?.canonicalizeToString({ mode: parser.lib.XmlC14NMode.XML_C14N_EXCLUSIVE_1_0 })
    })
    return await openedBy(sealed ?? '', keys)
  } catch {
    throw new XmlRefused('encryption', 'It cannot be opened')
  }
}

const isEncrypted = (node: object): boolean => 'name' in node && node.name === 'EncryptedAssertion'

/** One key, one text, and the algorithms of both. */
function isOfGoodKind(encrypted: XmlElement): boolean {
  const named = (name: string): XmlElement[] =>
    [...everyElement(encrypted)].filter((one) => isNamed(one, spaces.encryption, name))
  const kindOf = (of: XmlElement | undefined): string =>
    (of && childrenOf(of, spaces.encryption, 'EncryptionMethod')[0]?.attributes['Algorithm']) ?? ''
  const [[content, ...contents], [key, ...keys]] = [named('EncryptedData'), named('EncryptedKey')]
  return (
    contents.length === 0 &&
    keys.length === 0 &&
    contentKinds.includes(kindOf(content)) &&
    keyKinds.includes(kindOf(key))
  )
}

async function openedBy(sealed: string, keys: readonly JsonWebKey[]): Promise<string> {
  let opened: string | undefined
  // Every key is tried, whichever opens it.
  for (const jwk of keys) {
    const key = createPrivateKey({ key: jwk, format: 'jwk' }).export({
      type: 'pkcs8',
      format: 'pem',
    })
    const plain = await new Promise<string | undefined>((resolve) => {
      const options = { key: String(key), disallowDecryptionWithInsecureAlgorithm: true } as const
      decrypt(sealed, options, (fault, text) => resolve(fault ? undefined : text?.toString()))
    })
    opened ??= plain
  }
  if (opened === undefined) throw new Error('No key of ours opens it')
  return opened
}
