// What comes while the app stands open: in front at once where nobody is in the middle of
// something, else told of in one line that leads there. Must never take anybody away from what they
// do, nor let what waits go unseen.
import { useEffect, useLayoutEffect, useRef, type ReactNode } from 'react'
import { go, goInstead, type Place } from './places.ts'
import { useApp, waitingIn, type State } from './state.ts'

/** Nothing is half done here. */
const left: ReadonlySet<Place['at']> = new Set(['apps', 'codes', 'me', 'begin'])

const idsOf = (app: State): readonly string[] => waitingIn(app).map(({ request }) => request.id)

/** Each request comes forward once: whoever went elsewhere from it has seen it. */
export function useComing(place: Place): void {
  const ids = idsOf(useApp())
  const seen = useRef(new Set<string>())
  useEffect(() => {
    const isThere = place.at === 'approve'
    if (!isThere && !left.has(place.at)) return
    const isNew = ids.some((id) => !seen.current.has(id))
    for (const id of ids) seen.current.add(id)
    if (isNew && !isThere) go({ at: 'approve' })
  }, [ids.join(' '), place])
}

interface EndsHereIs {
  readonly leave?: () => void
}

/** Something is over, and its last screen stands: what comes from now on takes its place. */
export function EndsHere({ leave = () => goInstead({ at: 'approve' }) }: EndsHereIs): ReactNode {
  const ids = idsOf(useApp())
  const known = useRef(new Set(ids))
  // Before it is drawn: nothing of the old screen moves first.
  useLayoutEffect(() => {
    if (ids.some((id) => !known.current.has(id))) leave()
  }, [ids.join(' ')])
  return undefined
}

/** What waits beside what somebody is in the middle of; not the request that they came for. */
export function Coming({ place }: { readonly place: Place }): ReactNode {
  const app = useApp()
  const { say } = app.words
  const own = place.at === 'link' ? place.request : ''
  const isAny = waitingIn(app).some(({ request: { id, kind } }) => kind === 'sign-in' && id !== own)
  if (!isAny || place.at === 'approve' || left.has(place.at)) return undefined
  return (
    <p className="note newer coming" role="status">
      {say('app.coming')}
      <button type="button" className="ds-link" onClick={() => go({ at: 'approve' })}>
        {say('app.coming-go')}
      </button>
    </p>
  )
}
