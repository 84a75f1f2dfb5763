// The addresses of the house as they may be written: the public one, and the one that the app on
// the phone has to itself. What is wrong is told in a sentence that says how it should be. Must
// never print a password that stands in one.

/** A demo is found at `localhost`; any other name of the same machine is another origin. */
const otherNames = /^(?:127\.0\.0\.1|\[::1\]|[a-z\d-]+\.localhost)$/

export function publicAddress(written: string | undefined, faults: string[]): URL | undefined {
  if (!written) {
    faults.push(
      'PORTVAKT_ADDRESS is missing: the public address, such as https://logginn.fjordvik.example.',
    )
    return undefined
  }
  const url = bareHttps(written)
  if (!url)
    faults.push(
      `PORTVAKT_ADDRESS must be a public https address without a path, and is «${shown(written)}».`,
    )
  return url
}

/**
 * Another port of the same host would be another origin, and be sent the cookies of the sign-in all
 * the same (RFC 6265 8.5).
 */
export function ownPhoneAddress(
  written: string | undefined,
  address: URL | undefined,
  faults: string[],
): URL | undefined {
  if (!written) return undefined
  const url = bareHttps(written)
  if (!url)
    faults.push(
      `PORTVAKT_PHONE_ADDRESS must be a public https address without a path, such as ` +
        `https://telefon.fjordvik.example, and is «${shown(written)}». The app stands at /app/ there.`,
    )
  else if (url.hostname === address?.hostname)
    faults.push(
      `PORTVAKT_PHONE_ADDRESS has the host of PORTVAKT_ADDRESS, ${url.hostname}: give the app a host ` +
        `of its own, such as https://telefon.fjordvik.example, or leave the setting out.`,
    )
  else return url
  return undefined
}

/** On this machine alone, where there is no https: another of its names, and the same port. */
export function demoPhoneAddress(
  server: { readonly phoneAddress?: string | undefined; readonly port: number } | undefined,
  faults: string[],
): URL | undefined {
  if (!server?.phoneAddress) return undefined
  const { phoneAddress: written, port } = server
  const url = URL.parse(written)
  const isOurs =
    url?.protocol === 'http:' && otherNames.test(url.hostname) && url.port === String(port)
  if (url && isOurs && isBare(url)) return url
  faults.push(
    `PORTVAKT_PHONE_ADDRESS of a demo must be another name of this machine, such as ` +
      `http://telefon.localhost:${port}, and is «${shown(written)}».`,
  )
  return undefined
}

const bareHttps = (written: string): URL | undefined => {
  const url = URL.parse(written)
  return url?.protocol === 'https:' && isPublic(url) && isBare(url) ? url : undefined
}

const isPublic = ({ hostname }: URL): boolean =>
  !/^(localhost|127\.|0\.|\[::1?\])|\.localhost$/.test(hostname)

const isBare = ({ pathname, search, hash, username, password }: URL): boolean =>
  pathname === '/' && !search && !hash && !username && !password

const shown = (written: string): string => written.replace(/\/\/[^/@]*@/, '//…@')
