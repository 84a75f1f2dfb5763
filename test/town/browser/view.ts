// What must hold of every page of ours wherever it is met, as a machine can see it: nothing to
// scroll for sideways, the way on in sight, the focus where the question is. Must never judge how a
// page looks: that is done by people.
import type { Page } from 'playwright-core'
import { z } from 'zod'

const measured = z.object({
  width: z.number(),
  scrollWidth: z.number(),
  height: z.number(),
  /** The lower edge of the first button that is seen, and how tall it is. */
  primary: z.object({ bottom: z.number(), height: z.number() }).nullable(),
  focus: z.string(),
  small: z.array(z.string()),
})

const measuring = `(() => {
  const root = document.documentElement
  const button = [...document.querySelectorAll('main .ds-button')]
    .find((one) => one.checkVisibility())
    ?.getBoundingClientRect()
  const active = document.activeElement
  return {
    width: root.clientWidth,
    scrollWidth: root.scrollWidth,
    height: root.clientHeight,
    primary: button ? { bottom: button.bottom, height: button.height } : null,
    focus: active === null ? '' : active.tagName + (active.type ? '.' + active.type : ''),
    small: [...document.querySelectorAll('main input:not([type=checkbox],[type=hidden],[hidden])')]
      .filter((input) => parseFloat(getComputedStyle(input).fontSize) < 16)
      .map((input) => input.name),
  }
})()`

/** In sentences; empty where all is well. */
export async function faultsOfView(page: Page): Promise<readonly string[]> {
  const view = await measure(page)
  const faults: string[] = []
  if (view.scrollWidth > view.width)
    faults.push(`it is ${view.scrollWidth} px wide in a window of ${view.width}`)
  if (view.primary && view.primary.bottom > view.height)
    faults.push(`the first button ends at ${view.primary.bottom} of ${view.height} px`)
  if (view.primary && view.primary.height < 44)
    faults.push(`the first button is ${view.primary.height} px high, and a thumb needs 44`)
  if (!isOnQuestion(view.focus)) faults.push(`the focus is on ${view.focus}`)
  if (view.small.length > 0)
    faults.push(`a phone zooms in on fields with small letters: ${view.small.join(', ')}`)
  return faults
}

const isOnQuestion = (focus: string): boolean =>
  /^(H1|INPUT\.(text|password|tel)|SELECT\.select-one)$/.test(focus)

/** A browser gives the focus only when it draws, a moment after the page is loaded. */
async function measure(page: Page): Promise<z.output<typeof measured>> {
  const until = performance.now() + 2000
  for (;;) {
    const view = measured.parse(await page.evaluate(measuring))
    if (isOnQuestion(view.focus) || performance.now() > until) return view
    await page.waitForTimeout(20)
  }
}
