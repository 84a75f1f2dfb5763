// What kind of phone and browser this is, as far as the help differs. Must never decide what
// somebody may do.

export type System = 'ios' | 'android' | 'other'

export interface Browsing {
  readonly userAgent: string
  readonly touchPoints: number
}

export const systemOf = ({ userAgent, touchPoints }: Browsing): System => {
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'ios'
  // An iPad calls itself a Mac.
  if (/Macintosh/.test(userAgent) && touchPoints > 1) return 'ios'
  return /Android/.test(userAgent) ? 'android' : 'other'
}

/** Safari as delivered since iOS 26 hides the Share button behind «•••». */
export const hidesShare = (userAgent: string): boolean =>
  Number(/Version\/(\d+)/.exec(userAgent)?.[1] ?? '0') >= 26

const otherApps = new RegExp(
  [
    'FBAN|FBAV|Instagram|LinkedInApp|Snapchat|Line/|MicroMessenger|TikTok|musical_ly',
    'Pinterest|Twitter|Teams|Outlook|GSA/|; wv\\)',
  ].join('|'),
)

/** A page opened inside another app: it cannot be installed, and what it keeps is soon gone. */
export const isInOtherApp = (browsing: Browsing, isInstalled: boolean): boolean => {
  if (otherApps.test(browsing.userAgent)) return true
  return systemOf(browsing) === 'ios' && !isInstalled && !/Safari\//.test(browsing.userAgent)
}

export const deviceName = ({ userAgent, touchPoints }: Browsing): string => {
  if (/iPhone|iPod/.test(userAgent)) return 'iPhone'
  if (systemOf({ userAgent, touchPoints }) === 'ios') return 'iPad'
  const model = /Android [\d.]+; (?!K\))([^;)]{2,40})/.exec(userAgent)?.[1]
  if (model !== undefined) return model.trim()
  return /Android/.test(userAgent) ? 'Android' : ''
}
