// A camera for the browser of the tests, that looks at one picture at a time: a film that Chromium
// reads in the place of a device. Must never be held before any but a real reader of pictures.
import { writeFileSync } from 'node:fs'
import encodeQr from 'qr'

/** What the browser is started with. */
export const cameraFlags = (film: string): readonly string[] => [
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-video-capture=${film}`,
]

const [width, height] = [640, 480]
const edge = 4

/**
 * YUV4MPEG2: a line that says what it is, and the same frame twice; read when the camera opens. No
 * text: a white wall.
 */
export function films(film: string, text?: string): void {
  const points = text === undefined ? [[false]] : encodeQr(text, 'raw', { border: edge })
  const side = Math.floor(height / points.length)
  const light = Buffer.alloc(width * height, 235)
  for (const [y, row] of points.entries())
    for (const [x, isDark] of row.entries())
      for (let line = y * side; isDark && line < (y + 1) * side; line += 1)
        light.fill(16, line * width + x * side, line * width + (x + 1) * side)
  const grey = Buffer.alloc((width * height) / 2, 128)
  const frame = Buffer.concat([Buffer.from('FRAME\n'), light, grey])
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`)
  writeFileSync(film, Buffer.concat([head, frame, frame]))
}
