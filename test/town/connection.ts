// What somebody does at the house that says who people are: picks who they are, or turns back.
// Gives where the browser is led from there.

export interface Picks {
  /** Absent: turned back. */
  readonly pid?: string
  readonly weak?: boolean
}

export async function picks(address: string, { pid, weak }: Picks): Promise<URL> {
  const page = await (await fetch(address)).text()
  const id = /name="id" value="([^"]+)"/.exec(page)?.[1] ?? ''
  const body = new URLSearchParams({ id, ...(pid && { pid }), ...(weak && { weak: 'yes' }) })
  const to = new URL('/authorize', address)
  const led = await fetch(to, { method: 'POST', body, redirect: 'manual' })
  const location = led.headers.get('location')
  if (location === null) throw new Error(`Fjordvik-ID led nowhere: ${await led.text()}`)
  return new URL(location)
}
