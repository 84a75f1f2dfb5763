// Where in the app somebody is. Kept in the browser's history, so that Back goes where one came
// from; never in the address, which is the same for every place.
import { useEffect, useState } from 'react'
import { atSignIn } from './home.ts'

export type Tab = 'apps' | 'approve' | 'codes' | 'me'
export type Place =
  | { readonly at: Tab }
  | { readonly at: 'begin' }
  | { readonly at: 'scan' }
  | { readonly at: 'add'; readonly code: string; readonly here?: string }
  | { readonly at: 'add-code' }
  | { readonly at: 'move'; readonly account: string }
  | { readonly at: 'claim'; readonly code: string; readonly print: string }
  | {
      readonly at: 'link'
      readonly request: string
      /** What our own camera has read. */
      readonly seen?: string
      /** What stands behind the button of the page on this very phone. */
      readonly here?: string
    }

interface Kept {
  readonly place?: Place
}

const placeIn = (state: unknown): Place | undefined => {
  const kept: Kept | null = typeof state === 'object' ? state : null
  return kept?.place
}

const moved = new EventTarget()
let standing: Place = { at: 'begin' }

const tell = (place: Place): void => {
  standing = place
  moved.dispatchEvent(new Event('moved'))
}

/** The address loses what it began with: it is used once. */
export function go(place: Place): void {
  history.pushState({ place }, '', '/app/')
  tell(place)
}

/** There is no way back to where we came from. */
export function goInstead(place: Place): void {
  history.replaceState({ place }, '', '/app/')
  tell(place)
}

/** Stays under the address that it was opened at: a reload begins there again. */
export function beginAt(place: Place): void {
  history.replaceState({ place }, '')
  standing = place
}

export function usePlace(): Place {
  const [place, setPlace] = useState(standing)
  useEffect(() => {
    const show = () => setPlace(standing)
    const back = ({ state }: PopStateEvent) => tell(placeIn(state) ?? { at: 'approve' })
    moved.addEventListener('moved', show)
    addEventListener('popstate', back)
    return () => {
      moved.removeEventListener('moved', show)
      removeEventListener('popstate', back)
    }
  }, [])
  return place
}

/** To the page on this very phone that waits for what was done here. */
export const goBackTo = (of: string): void =>
  location.replace(isAddress(of) ? of : atSignIn(`/m/back/${encodeURIComponent(of)}`))

/** The house has said where: what was approved counts when the browser has been there. */
export const isAddress = (of: string): boolean => URL.canParse(of)

const doneKey = 'done'

/** An app on the Home Screen opens at the address it was put there from, each time. */
export const rememberDone = (code: string): void => localStorage.setItem(doneKey, code)
export const isDone = (code: string): boolean => localStorage.getItem(doneKey) === code
