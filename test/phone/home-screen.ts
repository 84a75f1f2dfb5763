// What a phone needs to put the app on its Home Screen, as the browser itself judges it and as the
// pictures are drawn. Must never take our word for any of it.
import { z } from 'zod'
import type { PhoneWindow } from './phone-window.ts'

/** A window of a test is a private one, where nothing is installed: that alone is no fault. */
const ofTheWindow = new Set(['in-incognito'])

/** In the browser's own words; empty where it would offer to install the app. */
export async function faultsOfInstall({ devtools }: PhoneWindow): Promise<readonly string[]> {
  const { errors } = await devtools.send('Page.getAppManifest')
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors')
  const told = installabilityErrors.map(({ errorId }) => errorId)
  return [...errors.map(({ message }) => message), ...told].filter((one) => !ofTheWindow.has(one))
}

const manifestShape = z.looseObject({
  id: z.string(),
  name: z.string(),
  short_name: z.string(),
  lang: z.string(),
  start_url: z.string(),
  theme_color: z.string(),
  background_color: z.string(),
  icons: z.array(z.object({ src: z.string(), sizes: z.string(), purpose: z.string() })),
})

export const manifestAt = async (address: string) =>
  manifestShape.parse(await (await fetch(address)).json())

const headShape = z.strictObject({
  colors: z.array(z.tuple([z.string(), z.string()])),
  papers: z.tuple([z.string(), z.string()]),
  viewport: z.string(),
  title: z.string(),
  capable: z.string(),
  touch: z.string(),
})
export type Head = z.output<typeof headShape>

const readHead = `(() => {
  const content = (name) => document.querySelector('meta[name="' + name + '"]').content
  return {
    colors: [...document.querySelectorAll('meta[name=theme-color]')].map((one) =>
      [/dark|light/.exec(one.media)[0], one.content]),
    viewport: content('viewport'),
    title: content('apple-mobile-web-app-title'),
    capable: content('mobile-web-app-capable'),
    touch: new URL(document.querySelector('link[rel=apple-touch-icon]').href).pathname,
  }
})()`
const paper = `getComputedStyle(document.body).backgroundColor`

/** What the system reads of the page, and what the page then looks like in light and dark. */
export async function headOf({ page }: PhoneWindow): Promise<Head> {
  const papers: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    papers.push(await page.evaluate<string>(paper))
  }
  await page.emulateMedia({ colorScheme: 'light' })
  const head = z.looseObject({}).parse(await page.evaluate(readHead))
  return headShape.parse({ ...head, papers })
}

export const asPaper = (hex: string): string =>
  `rgb(${(hex.slice(1).match(/../g) ?? []).map((part) => Number.parseInt(part, 16)).join(', ')})`

const pictureShape = z.object({
  size: z.number(),
  /** Whether a corner lets through what is behind it. */
  isCut: z.boolean(),
  /** How far from the middle anything is drawn, as a part of the half side. */
  reach: z.number(),
})

/** What is not the ground is the sign: a system that cuts may cut all but the inner four fifths. */
const readIcon = (address: string): string => `(async () => {
  const picture = await createImageBitmap(await (await fetch('${address}')).blob())
  const size = picture.width
  const pen = new OffscreenCanvas(size, size).getContext('2d')
  pen.drawImage(picture, 0, 0)
  const { data } = pen.getImageData(0, 0, size, size)
  const at = (x, y) => [...data.subarray((y * size + x) * 4, (y * size + x) * 4 + 4)]
  const ground = at(size / 2, 4)
  let reach = 0
  for (let y = 0; y < size; y += 2)
    for (let x = 0; x < size; x += 2) {
      const is = at(x, y)
      const far = is[3] === 255 && is.some((part, place) => Math.abs(part - ground[place]) > 40)
      if (far) reach = Math.max(reach, Math.hypot(x - size / 2, y - size / 2) / (size / 2))
    }
  return { size, isCut: at(0, 0)[3] < 255, reach }
})()`

export const iconAt = async ({ page }: PhoneWindow, address: string) =>
  pictureShape.parse(await page.evaluate(readIcon(address)))
