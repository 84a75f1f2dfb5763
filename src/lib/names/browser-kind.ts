// What a browser says that it is, in two plain names: «Firefox» on «Windows». For people to know
// their own browsers again; anybody can say anything here, so nothing may rest on it.

export interface BrowserKind {
  readonly browser?: string
  readonly system?: string
}

// Nearly all of them say that they are the others too: the most particular name stands first.
const browsers = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\b(?:OPR|OPiOS|Opera)\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Vivaldi', /\bVivaldi\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|CriOS|Chromium)\//],
  ['Safari', /\bVersion\/[\d.]+ .*\bSafari\//],
] as const

const systems = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['macOS', /\bMacintosh\b/],
  ['Linux', /\bLinux\b/],
] as const

const lengthMax = 512

export function browserKind(says: string): BrowserKind {
  const cut = says.slice(0, lengthMax)
  const browser = browsers.find(([, sign]) => sign.test(cut))?.[0]
  const system = systems.find(([, sign]) => sign.test(cut))?.[0]
  return { ...(browser && { browser }), ...(system && { system }) }
}
