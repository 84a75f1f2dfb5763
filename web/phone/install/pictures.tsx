// Drawn pictures of what to press, in the system's own signs: a sentence stands beside each, so
// that nobody needs to see them.
import type { ReactNode } from 'react'

const Drawn = ({ children }: { readonly children: ReactNode }): ReactNode => (
  <svg className="pressed" viewBox="0 0 48 32" aria-hidden="true">
    <rect x="1" y="1" width="46" height="30" rx="8" className="ground" />
    {children}
  </svg>
)

export const SharePicture = (): ReactNode => (
  <Drawn>
    <path d="M24 18V6m-4 4 4-4 4 4M20 14h-3v12h14V14h-3" />
  </Drawn>
)

export const DotsPicture = (): ReactNode => (
  <Drawn>
    <circle cx="24" cy="16" r="9" />
    <path d="M20 16h.01M24 16h.01M28 16h.01" className="dots" />
  </Drawn>
)

export const MorePicture = (): ReactNode => (
  <Drawn>
    <path d="m18 13 6 6 6-6" />
  </Drawn>
)

export const PlusPicture = (): ReactNode => (
  <Drawn>
    <rect x="15" y="7" width="18" height="18" rx="4" />
    <path d="M24 12v8m-4-4h8" />
  </Drawn>
)

export const IconPicture = (): ReactNode => (
  <Drawn>
    <path d="M17 26V15a7 7 0 0 1 14 0v11" />
    <circle cx="27" cy="19" r="1" />
  </Drawn>
)
