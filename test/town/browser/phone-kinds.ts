// What the systems of phones ask for by themselves: the share sheet, leave to ring, the face, the
// Home Screen, the camera. They are not ours to draw and count as presses only; this is the one
// place that says how many, and no scene can.

interface Kind {
  readonly name: string
  readonly userAgent: string
  /** What is left for a page. */
  readonly viewport: { readonly width: number; readonly height: number }
  /** From the page that says how, to the app on the Home Screen. */
  readonly toHomeScreen: number
}

const safari = (system: string, version: string): string =>
  `Mozilla/5.0 (iPhone; CPU iPhone OS ${system} like Mac OS X) AppleWebKit/605.1.15 ` +
  `(KHTML, like Gecko) Version/${version} Mobile/15E148 Safari/604.1`

export const phoneKinds = {
  iphone: {
    name: 'iPhone',
    userAgent: safari('18_6', '18.6'),
    viewport: { width: 390, height: 664 },
    // The Share button, «Legg til på Hjem-skjerm», «Legg til», the icon.
    toHomeScreen: 4,
  },
  android: {
    name: 'Android',
    userAgent:
      'Mozilla/5.0 (Linux; Android 16; K) AppleWebKit/537.36 ' +
      '(KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36',
    viewport: { width: 360, height: 640 },
    toHomeScreen: 0,
  },
  'iphone-26': {
    name: 'iPhone, Safari as delivered since iOS 26',
    userAgent: safari('18_6', '26.0'),
    viewport: { width: 390, height: 664 },
    // «•••» before the Share button, and «Vis mer» after it.
    toHomeScreen: 6,
  },
} as const satisfies Readonly<Record<string, Kind>>

export type PhoneKind = keyof typeof phoneKinds

/** On every system alike. */
export const systemPresses = {
  /** The camera is opened, and the link that it shows is pressed. */
  camera: 2,
  /** «Tillat»: notifications. */
  leave: 1,
  /** The face or the finger, each time that the lock is asked for. */
  lock: 1,
  /** The notification on the locked screen. */
  notification: 1,
} as const
