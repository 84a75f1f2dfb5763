// The camera and what it sees: the browser's own reader where there is one, else ours. A chunk of
// its own, fetched when somebody scans. Must never keep or send a picture.
import decodeQr from 'qr/decode.js'

interface NativeReader {
  detect(picture: ImageBitmapSource): Promise<readonly { readonly rawValue: string }[]>
}
interface NativeReaders {
  new (how: { formats: readonly string[] }): NativeReader
  getSupportedFormats(): Promise<readonly string[]>
}
declare const BarcodeDetector: NativeReaders

async function nativeReader(): Promise<NativeReader | undefined> {
  if (!('BarcodeDetector' in globalThis)) return undefined
  const formats = await BarcodeDetector.getSupportedFormats().catch((): readonly string[] => [])
  return formats.includes('qr_code') ? new BarcodeDetector({ formats: ['qr_code'] }) : undefined
}

const widest = 800

function pointsOf(video: HTMLVideoElement, canvas: HTMLCanvasElement): ImageData | undefined {
  const scale = Math.min(1, widest / Math.max(video.videoWidth, video.videoHeight, 1))
  canvas.width = Math.floor(video.videoWidth * scale)
  canvas.height = Math.floor(video.videoHeight * scale)
  const drawn = canvas.getContext('2d', { willReadFrequently: true })
  if (!drawn || canvas.width === 0 || canvas.height === 0) return undefined
  drawn.drawImage(video, 0, 0, canvas.width, canvas.height)
  return drawn.getImageData(0, 0, canvas.width, canvas.height)
}

function readPoints(points: ImageData | undefined): string | undefined {
  if (points === undefined) return undefined
  try {
    return decodeQr({ width: points.width, height: points.height, data: points.data })
  } catch {
    return undefined
  }
}

const readEveryMs = 150

/** Shows the camera in `video`, and tells what it reads, each text once in a row. */
export async function startCamera(
  video: HTMLVideoElement,
  found: (text: string) => void,
): Promise<() => void> {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment', width: { ideal: 1280 } },
  })
  video.srcObject = stream
  await video.play()
  const reader = await nativeReader()
  const canvas = document.createElement('canvas')
  let isOn = true
  const look = async (): Promise<void> => {
    const text = reader
      ? (await reader.detect(video).catch(() => []))[0]?.rawValue
      : readPoints(pointsOf(video, canvas))
    if (!isOn) return
    if (text !== undefined && text !== '') found(text)
    setTimeout(() => void look(), readEveryMs)
  }
  void look()
  return () => {
    isOn = false
    for (const track of stream.getTracks()) track.stop()
  }
}

const trackOf = ({ srcObject }: HTMLVideoElement): MediaStreamTrack | undefined =>
  srcObject instanceof MediaStream ? srcObject.getVideoTracks()[0] : undefined

export interface Zooms {
  readonly min: number
  readonly max: number
  readonly step: number
}

/** How near this camera can come; undefined where it cannot, or where the browser does not say. */
export function zoomsOf(video: HTMLVideoElement): Zooms | undefined {
  const track = trackOf(video)
  if (!track || !('getCapabilities' in track)) return undefined
  const { zoom }: MediaTrackCapabilities & { zoom?: Partial<Zooms> } = track.getCapabilities()
  if (zoom?.min === undefined || zoom.max === undefined || zoom.max <= zoom.min) return undefined
  return { min: zoom.min, max: zoom.max, step: zoom.step || 0.1 }
}

export async function zoomTo(video: HTMLVideoElement, zoom: number): Promise<void> {
  const near: MediaTrackConstraintSet & { zoom: number } = { zoom }
  await trackOf(video)?.applyConstraints({ advanced: [near] })
}

/** The lamp of the phone, where there is one. */
export async function light(video: HTMLVideoElement, isOn: boolean): Promise<boolean> {
  const track = trackOf(video)
  if (!track || !('torch' in track.getCapabilities())) return false
  const torch: MediaTrackConstraintSet & { torch: boolean } = { torch: isOn }
  await track.applyConstraints({ advanced: [torch] })
  return true
}
