// A page that waits hears that what it waits for has come: told by the house, or asked for where
// nothing can be told. Whoever is typing is never interrupted.
import { tell } from './time.ts'

const askEveryMs = 2000
/** Something between us keeps what is told, should nothing have come through by then. */
const heardByMs = 4000

export function hearNews(form: HTMLFormElement): void {
  const { wait = '' } = form.dataset
  const hear = (news: string): void => {
    // All that was waited for: the press that goes on is this page's own.
    if (news === 'done') return form.requestSubmit()
    const fields = [...document.querySelectorAll('input')]
    if (!tell(news) && fields.every(({ value, defaultValue }) => value === defaultValue))
      location.replace(location.href)
  }
  let asking = 0
  const ask = (): void => {
    if (asking > 0) return
    asking = setInterval(() => {
      fetch(wait, { headers: { accept: 'application/json' } })
        .then((answer) => answer.json())
        .then(({ news }: { readonly news?: string }) => news !== undefined && hear(news))
        .catch(() => undefined)
    }, askEveryMs)
  }
  const line = new EventSource(wait)
  const late = setTimeout(ask, heardByMs)
  line.addEventListener('open', () => clearTimeout(late))
  line.addEventListener('error', () => {
    if (line.readyState === EventSource.CLOSED) ask()
  })
  line.addEventListener('message', ({ data }) => hear(String(data)))
}
