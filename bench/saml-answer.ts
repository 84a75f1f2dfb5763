// W9: what a SAML application is told, from the facts to the text that is posted: the assertion and
// the answer around it, each signed with RSA of 2048 bits. The peer is xml-crypto, which gets both
// ready written and only signs them, with the same key. By processor time, in turn, in one run;
// what is measured does not touch a database.
import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import { SignedXml } from 'xml-crypto'
import { contexts, nameFormats } from '../src/lib/saml/names.ts'
import { selfSigned } from '../src/lib/signing/certificate.ts'
import { openXmlSigner } from '../src/lib/xml/sign.ts'
import { attributesFor } from '../src/protocols/saml/writing/attributes.ts'
import { writeResponse } from '../src/protocols/saml/writing/answer.ts'
import { machine, median, type Options, type Result } from './result.ts'

const rounds = 9
const each = 200
const bar = 4

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const privateJwk = privateKey.export({ format: 'jwk' })
const now = new Date('2026-11-22T12:00:00Z')
const certificate = selfSigned({
  privateJwk,
  commonName: 'logginn.fjordvik.example',
  from: now,
  until: new Date('2031-11-22T12:00:00Z'),
})
const signer = openXmlSigner(privateJwk, certificate)
const kari = {
  login: 'kari@fjordvik.example',
  given_name: 'Kari',
  family_name: 'Nordmann',
  mail: 'kari@post.example',
  language: 'nb',
  groups: [],
  organisationName: 'Fjordvik kommune',
  pairwiseId: 'b3c1@fjordvik.example',
}

const ours = (): string =>
  writeResponse(
    {
      issuer: 'https://logginn.fjordvik.example/saml/metadata',
      to: 'https://tjeneste.fjordvik.example/saml/acs',
      inResponseTo: '_0123456789abcdef0123456789abcdef',
      now,
      signer,
    },
    {
      audience: 'https://tjeneste.fjordvik.example/saml',
      nameId: { format: nameFormats.persistent, value: 'a'.repeat(40), isOurs: true },
      sessionIndex: `_${'b'.repeat(40)}`,
      provenAt: now,
      until: new Date('2026-11-23T00:00:00Z'),
      context: contexts.password,
      attributes: attributesFor({ attributes: 'oid', nameFormat: 'uri' }, kari),
    },
  )

const signature = /<ds:Signature xmlns:ds=.*?<\/ds:Signature>/gs
const unsigned = ours().replaceAll(signature, '')
const pem = new X509Certificate(certificate).toString()
const key = createPrivateKey({ key: privateJwk, format: 'jwk' }).export({
  type: 'pkcs8',
  format: 'pem',
})

/** As node-saml and samlify do it: one pass for each signature, the inner first. */
function theirs(): string {
  const one = (text: string, name: 'Assertion' | 'Response'): string => {
    const place = `//*[local-name(.)='${name}']`
    const signing = new SignedXml({ privateKey: key, publicCert: pem })
    signing.signatureAlgorithm = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'
    signing.canonicalizationAlgorithm = 'http://www.w3.org/2001/10/xml-exc-c14n#'
    signing.addReference({
      xpath: place,
      digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
      transforms: [
        'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
        'http://www.w3.org/2001/10/xml-exc-c14n#',
      ],
    })
    const location = { reference: `${place}/*[local-name(.)='Issuer']`, action: 'after' } as const
    signing.computeSignature(text, { prefix: 'ds', location })
    return signing.getSignedXml()
  }
  return one(one(unsigned, 'Assertion'), 'Response')
}

/** Both of ours are right for the peer, or nothing is compared. */
function accepted(text: string): void {
  const found = text.match(signature) ?? []
  if (found.length !== 2) throw new Error(`${found.length} signatures instead of two`)
  for (const written of found) {
    const checking = new SignedXml({ publicCert: pem })
    checking.loadSignature(written)
    if (!checking.checkSignature(text)) throw new Error('The peer does not accept a signature')
  }
}

function processorTime(work: () => string): number {
  const before = process.cpuUsage()
  for (let at = 0; at < each; at += 1) work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / each
}

export async function run(_options: Options = {}): Promise<Result> {
  accepted(ours())
  accepted(theirs())
  const spent = { ours: [] as number[], theirs: [] as number[], rsa: [] as number[] }
  const alone = (): string => {
    signer.sign(unsigned)
    return signer.sign(unsigned).toString()
  }
  for (let round = -1; round < rounds; round += 1) {
    const [mine, peer, rsa] = [processorTime(ours), processorTime(theirs), processorTime(alone)]
    // The first is for warming up.
    if (round < 0) continue
    spent.ours.push(mine)
    spent.theirs.push(peer)
    spent.rsa.push(rsa)
  }
  const ratios = spent.theirs.map((peer, at) => peer / (spent.ours[at] ?? NaN))
  return {
    workload: 'W9 SAML answer with two signatures, from the facts; peer: xml-crypto, signing alone',
    unit: 'µs of processor time for each; the bar is how many times less ours takes',
    ours: Math.round(median(spent.ours)),
    peer: Math.round(median(spent.theirs)),
    ratio: Math.round(median(ratios) * 100) / 100,
    limit: bar,
    machine: machine(),
    parts: { 'two RSA alone': Math.round(median(spent.rsa)) },
  }
}
