// How to get the app to the Home Screen: on an iPhone step by step, as Safari looks today; on
// Android one press. On an iPhone it comes first: an app there keeps its things by itself.
import { useState, useSyncExternalStore, type ReactNode } from 'react'
import { copy } from '../../copy.ts'
import { Card, Heading, Main, Other, Problem, Quiet, Told } from '../kit/parts.tsx'
import { placeLine } from '../kit/place-line.ts'
import type { MovePeeked, Peeked } from '../protocol/spoken.ts'
import { useWords } from '../state.ts'
import type { AppKey } from '../words.ts'
import { browsing, canInstall, install, isInstalled, whenOffered } from './here.ts'
import { DotsPicture, IconPicture, MorePicture, PlusPicture, SharePicture } from './pictures.tsx'
import { hidesShare, systemOf } from './which-phone.ts'
import { whole } from '../kit/whole.tsx'

interface Step {
  readonly key: AppKey
  readonly picture: () => ReactNode
}

const last: readonly Step[] = [
  { key: 'app.home.choose', picture: PlusPicture },
  { key: 'app.home.open', picture: IconPicture },
]
const shown: readonly Step[] = [{ key: 'app.home.share', picture: SharePicture }, ...last]
const hidden: readonly Step[] = [
  { key: 'app.home.dots', picture: DotsPicture },
  { key: 'app.home.share', picture: SharePicture },
  { key: 'app.home.more', picture: MorePicture },
  ...last,
]

interface ToHomeScreen {
  readonly peeked: Peeked | MovePeeked
  readonly isHere?: boolean
  readonly skip: () => void
}

export function ToHomeScreen({ peeked, isHere = false, skip }: ToHomeScreen): ReactNode {
  const words = useWords()
  const { say } = words
  const { service } = peeked
  const pair = 'pair' in peeked ? words.pair(peeked.pair) : undefined
  const place = placeLine(words, peeked.asked, false)
  return (
    <Card>
      <Heading>{say('app.home.heading', { service })}</Heading>
      <p className="lead">
        {isHere && say('app.home.return')}
        {!isHere && pair !== undefined && place === '' && whole(say('app.add.pair', { pair }))}
        {!isHere &&
          pair !== undefined &&
          place !== '' &&
          whole(say('app.home.pair', { pair, place }))}
      </p>
      <Presses service={service} />
      <p className="small">{say('app.home.why')}</p>
      <Quiet press={skip}>{say('app.home.skip')}</Quiet>
    </Card>
  )
}

/** The browser's own offer, where it has one, while the app is not there. */
export function OfferInstall({ service }: { readonly service: string }): ReactNode {
  const { say } = useWords()
  const isOffered = useSyncExternalStore(whenOffered, canInstall)
  const [isDone, setDone] = useState(false)
  if (!isOffered || isDone || isInstalled()) return undefined
  const press = () => void install().then(() => setDone(true))
  return <Other press={press}>{say('app.home.install', { service })}</Other>
}

/** Where a browser makes no offer, its person does it; on an iPhone to an app that begins empty. */
export function InstallFromHere({ service }: { readonly service: string }): ReactNode {
  const { say } = useWords()
  const [isShown, setShown] = useState(false)
  if (systemOf(browsing) !== 'ios' || isInstalled()) return <OfferInstall service={service} />
  return (
    <>
      <Other press={() => setShown(!isShown)}>{say('app.home.install', { service })}</Other>
      {isShown && (
        <>
          <Presses service={service} />
          <p className="small">{say('app.home.anew')}</p>
        </>
      )}
    </>
  )
}

/** What to press in Safari, one after the other. */
function Presses({ service }: { readonly service: string }): ReactNode {
  const { say } = useWords()
  const steps = hidesShare(browsing.userAgent) ? hidden : shown
  return (
    <ol className="presses">
      {steps.map(({ key, picture: Picture }) => (
        <li key={key}>
          <Picture />
          <span>{say(key, { service })}</span>
        </li>
      ))}
    </ol>
  )
}

/** Opened inside another app: what is added there is lost with its window. */
export function InOtherApp(): ReactNode {
  const { say } = useWords()
  const [isCopied, setCopied] = useState<boolean>()
  const take = () => void copy(location.href).then(setCopied)
  const isIphone = /iPhone|iPad/.test(browsing.userAgent)
  return (
    <Card>
      <Heading>{say(isIphone ? 'app.inside.heading-ios' : 'app.inside.heading')}</Heading>
      <p className="lead">{say('app.inside.lead')}</p>
      <Main press={take}>{say('app.inside.copy')}</Main>
      {isCopied && <Told>{say(isIphone ? 'app.inside.copied-ios' : 'app.inside.copied')}</Told>}
      {isCopied === false && (
        <>
          <Problem text={say('app.inside.not-copied')} />
          <p className="small">{location.href}</p>
        </>
      )}
    </Card>
  )
}
