// Scripts that a test runs in the app's window: what it keeps, a key that is lost, a camera that
// looks at one picture.
import encodeQr from 'qr'
import decodeQr from 'qr/decode.js'

/** Every row of every shelf, and what stands in the other store, as one text. */
export const everythingKept = `(async () => {
  const database = await new Promise((resolve) => {
    const asked = indexedDB.open('portvakt')
    asked.onsuccess = () => resolve(asked.result)
  })
  const rows = []
  for (const name of database.objectStoreNames)
    rows.push(...(await new Promise((resolve) => {
      const asked = database.transaction(name).objectStore(name).getAll()
      asked.onsuccess = () => resolve(asked.result)
    })))
  const text = (value) => value instanceof Uint8Array ? String.fromCharCode(...value) : value
  return JSON.stringify(rows, (_key, value) => text(value)) + JSON.stringify(localStorage)
})()`

/** What a backup leaves of an account. */
export const spoilKeys = `(async () => {
  const database = await new Promise((resolve) => {
    const asked = indexedDB.open('portvakt')
    asked.onsuccess = () => resolve(asked.result)
  })
  const store = database.transaction('accounts', 'readwrite').objectStore('accounts')
  await new Promise((resolve) => {
    store.openCursor().onsuccess = ({ target }) => {
      const cursor = target.result
      if (!cursor) return resolve()
      cursor.update({ ...cursor.value, signingKey: undefined })
      cursor.continue()
    }
  })
})()`

/** A camera that looks at one picture. */
export const filmOf = (text: string): string => `
  navigator.mediaDevices.getUserMedia = async () => {
    const points = ${JSON.stringify(encodeQr(text, 'raw', { border: 4 }))}
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = 480
    const pen = canvas.getContext('2d')
    const side = Math.floor(480 / points.length)
    setInterval(() => {
      pen.fillStyle = '#fff'
      pen.fillRect(0, 0, 480, 480)
      pen.fillStyle = '#000'
      points.forEach((row, y) =>
        row.forEach((dark, x) => dark && pen.fillRect(x * side, y * side, side, side)))
    }, 50)
    return canvas.captureStream(10)
  }`

/** What the picture on the old phone holds, read as another phone would read it. */
export const picturePoints = `(() => {
  const picture = document.querySelector('svg.qr')
  const size = Number(picture.getAttribute('viewBox').split(' ')[2])
  const path = picture.querySelector('path').getAttribute('d')
  const dark = [...path.matchAll(/M(\\d+) (\\d+)h1/g)].map(([, x, y]) => [Number(x), Number(y)])
  return { size, dark }
})()`

export interface Points {
  readonly size: number
  readonly dark: readonly (readonly [number, number])[]
}

const side = 6

export function readPicture({ size, dark }: Points): string {
  const width = size * side
  const data = new Uint8Array(width * width * 3).fill(255)
  for (const [x, y] of dark)
    for (let row = y * side; row < (y + 1) * side; row += 1)
      data.fill(0, (row * width + x * side) * 3, (row * width + (x + 1) * side) * 3)
  return decodeQr({ width, height: width, data }, { timeLimit: 5000 })
}

/** What a finger would hit in the moment that a request is drawn. */
export const looksAtFirst = `new MutationObserver(() => {
  const button = document.querySelector('.asked [type=submit]')
  if (!button) delete globalThis.atFirst
  if (!button || 'atFirst' in globalThis) return
  const { x, y, width, height } = button.getBoundingClientRect()
  const hit = document.elementFromPoint(x + width / 2, Math.min(y + height / 2, innerHeight - 1))
  globalThis.atFirst = hit?.closest('button') !== null
}).observe(document, { childList: true, subtree: true })`
export const wasPressableAtFirst = 'globalThis.atFirst'

/** A camera that can come nearer, and what it was told. */
export const zooming = `globalThis.zoomed = []
  MediaStreamTrack.prototype.getCapabilities = () => ({ zoom: { min: 1, max: 4, step: 0.5 } })
  MediaStreamTrack.prototype.applyConstraints = async ({ advanced }) =>
    void globalThis.zoomed.push(...advanced)`
