// Counts down what is left of a code, or of the wait for the next one. It counts from when the page
// was drawn: the clock of the browser may be wrong, and the page never asks it for more.

const tellAt = 20

/** «1:47» */
const clockOf = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

/** News is told in one place, and aloud. */
export function tell(news: string): boolean {
  const line = document.querySelector<HTMLElement>('.news')
  const words = line?.dataset[news]
  const place = line?.firstElementChild
  if (words === undefined || !place) return false
  place.textContent = words
  return true
}

export function countDown(element: HTMLElement): void {
  const { left, words = '' } = element.dataset
  const ends = Date.now() + Number(left) * 1000
  const first = element.textContent
  const isCode = element.matches('[role=timer]')
  // A window behind others is woken seldom: no second is sure to be met.
  let before = Number.POSITIVE_INFINITY
  const tick = (): void => {
    const seconds = Math.max(0, Math.round((ends - Date.now()) / 1000))
    element.textContent = seconds > 0 ? words.replace('%', clockOf(seconds)) : first
    if (seconds === 0) clearInterval(timer)
    if (!isCode || seconds > tellAt) return
    document.querySelector<HTMLElement>('.news button')?.removeAttribute('hidden')
    if (seconds === 0) tell('over')
    else if (before > tellAt) tell('soon')
    before = seconds
  }
  const timer = setInterval(tick, 1000)
  tick()
}

/**
 * What the style shows in its time is heard then, too: it comes into a place that is listened to.
 */
export function showLate(within: HTMLElement): void {
  const show = (): void => {
    for (const waits of within.querySelectorAll('.late')) waits.classList.remove('late')
  }
  setTimeout(show, Number(within.dataset['late']) * 1000)
}
