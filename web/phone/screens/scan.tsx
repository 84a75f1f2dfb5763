// Scanning inside the app: the picture on the PC, another phone's, or that of a code account. A
// code that is not for us is met with friendly words, and a code account may be kept.
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Card, Field, Form, Heading, Main, Other, Problem, Quiet, Send } from '../kit/parts.tsx'
import { goInstead } from '../places.ts'
import type { Zooms } from '../scan/camera.ts'
import { readScanned, type Scanned } from '../scan/read-scanned.ts'
import { useApp, useWords } from '../state.ts'
import { KeepScanned } from './keep-code.tsx'
import { whole } from '../kit/whole.tsx'

export function Scan(): ReactNode {
  const { words, accounts } = useApp()
  const { say } = words
  const [found, setFound] = useState<Scanned>()
  const [filming, setFilming] = useState<Filming>('asked')
  const [isTyping, setTyping] = useState(false)
  const isBlind = filming === 'refused' || filming === 'none'
  // What is pasted may have come from anybody: only what the camera reads stands for the number.
  const take = (text: string, isFilmed = false) => {
    const scanned = readScanned(text, location.origin)
    if (scanned.is === 'add') goInstead({ at: 'add', code: scanned.code })
    else if (scanned.is === 'approve') {
      const { request, seen } = scanned
      goInstead({ at: 'link', request, ...(isFilmed && { seen }) })
    } else if (scanned.is === 'move') goInstead({ ...scanned, at: 'claim' })
    else setFound(scanned)
  }
  if (found?.is === 'code-account')
    return <KeepScanned account={found.account} again={() => setFound(undefined)} />
  if (found)
    return (
      <Card>
        <Heading>{say('app.scan.foreign')}</Heading>
        <p className="lead">
          {whole(
            say('app.scan.foreign-text', { service: accounts[0]?.service ?? say('app.scan.us') }),
          )}
        </p>
        <Main press={() => setFound(undefined)}>{say('app.scan.again')}</Main>
      </Card>
    )
  return (
    <>
      <Card>
        <Heading>{say('app.scan.heading')}</Heading>
        <p className="lead">{say('app.scan.lead')}</p>
        <Camera take={(text) => take(text, true)} filming={filming} become={setFilming} />
        {!isTyping && !isBlind && (
          <Other press={() => setTyping(true)}>{say('app.scan.type')}</Other>
        )}
        <Quiet press={() => history.back()}>{say('app.back')}</Quiet>
      </Card>
      {(isTyping || isBlind) && <Pasted take={take} />}
    </>
  )
}

interface TakeIs {
  readonly take: (text: string) => void
}

type Filming = 'asked' | 'on' | 'refused' | 'none'

interface CameraIs extends TakeIs {
  readonly filming: Filming
  readonly become: (filming: Filming) => void
}

function Camera({ take, filming, become }: CameraIs): ReactNode {
  const { say } = useWords()
  const video = useRef<HTMLVideoElement>(null)
  const taken = useRef(take)
  useEffect(() => {
    let stop: (() => void) | undefined
    let isGone = false
    const begin = async () => {
      const { startCamera } = await import('../scan/camera.ts')
      if (isGone || !video.current) return
      stop = await startCamera(video.current, (text) => taken.current(text))
      if (isGone) stop()
      else become('on')
    }
    begin().catch((fault: unknown) => {
      const isRefused = fault instanceof DOMException && fault.name === 'NotAllowedError'
      if (!isGone) become(isRefused ? 'refused' : 'none')
    })
    return () => {
      isGone = true
      stop?.()
    }
  }, [])
  return (
    <>
      <div className="camera" hidden={filming === 'refused' || filming === 'none'}>
        <video ref={video} muted playsInline aria-label={say('app.scan.picture')} />
      </div>
      {filming === 'on' && <Zoom video={video} />}
      {filming === 'on' && <Lamp video={video} />}
      {filming === 'refused' && <Problem text={say('app.scan.refused')} />}
      {filming === 'none' && <Problem text={say('app.scan.none')} />}
    </>
  )
}

interface FilmedIs {
  readonly video: React.RefObject<HTMLVideoElement | null>
}

/** Where the camera can: a small picture on a far screen is read without moving nearer. */
function Zoom({ video }: FilmedIs): ReactNode {
  const { say } = useWords()
  const [zooms, setZooms] = useState<Zooms>()
  const [near, setNear] = useState<number>()
  useEffect(() => {
    const read = async () => {
      const { zoomsOf } = await import('../scan/camera.ts')
      if (video.current) setZooms(zoomsOf(video.current))
    }
    void read()
  }, [])
  const turn = async (zoom: number) => {
    setNear(zoom)
    const { zoomTo } = await import('../scan/camera.ts')
    // What the camera does not do after all changes nothing.
    if (video.current) await zoomTo(video.current, zoom).catch(() => undefined)
  }
  if (!zooms) return undefined
  return (
    <label className="zoom">
      {say('app.scan.zoom')}
      <input
        type="range"
        {...zooms}
        value={near ?? zooms.min}
        onChange={(event) => void turn(event.target.valueAsNumber)}
      />
    </label>
  )
}

function Lamp({ video }: FilmedIs): ReactNode {
  const { say } = useWords()
  const [isOn, setOn] = useState(false)
  const [isThere, setThere] = useState(true)
  const press = async () => {
    const { light } = await import('../scan/camera.ts')
    const isLit = video.current !== null && (await light(video.current, !isOn))
    setThere(isLit)
    setOn(isLit && !isOn)
  }
  if (!isThere) return undefined
  return <Quiet press={() => void press()}>{say(isOn ? 'app.scan.dark' : 'app.scan.light')}</Quiet>
}

function Pasted({ take }: TakeIs): ReactNode {
  const { say } = useWords()
  const [text, setText] = useState('')
  return (
    <Form send={() => text.trim() !== '' && take(text)}>
      <Field
        label={say('app.scan.paste')}
        hint={say('app.scan.paste-hint')}
        value={text}
        change={setText}
      />
      <Send>{say('app.next')}</Send>
    </Form>
  )
}
