// The demo's mailbox: shows what was sent, once, and runs nothing of it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openMail } from '../../src/outside/mail/mail.ts'
import { startInbox } from './inbox.ts'
import { drawInbox, type View } from './page.ts'

const folder = mkdtempSync(join(tmpdir(), 'inbox-'))
const settings = {
  port: 0,
  smtpPort: 0,
  phones: 'http://localhost:9/',
  keepIn: join(folder, 'inbox.jsonl'),
  pins: () => [
    { name: 'Ola Nordmann', login: 'ola@fjordvik.example', pin: '112233' },
    { name: 'Kari Nordmann', login: 'kari@fjordvik.example', pin: '482913' },
  ],
}
const inbox = await startInbox(settings)
afterAll(async () => {
  await inbox.close()
  rmSync(folder, { recursive: true })
})

const send = async (id: string): Promise<void> => {
  const mail = openMail({ host: '127.0.0.1', port: inbox.smtpPort, ourName: 'x.example' })
  const letter = {
    id,
    language: 'nb',
    from: { name: 'FJORD, Fjordvik Handel', address: 'ikke-svar@logginn.fjordvik.example' },
    subject: 'Kom i gang med FJORD-kontoen din, Kari – på nett nå, så fort du har tid til det 🎉',
    text: 'Kom i gang: http://localhost:8080/start/abc.',
    html: `<p style="color:#0b5d4f">Hei, Kari ${'med en lang linje '.repeat(20)}</p>
<script>alert(1)</script>`,
  }
  expect(await mail.send(letter, 'kari@fjordvik.example')).toMatchObject({ is: 'sent' })
  mail.close()
}
const viewAt = (at: string): View => ({
  mails: [
    {
      id: 'a1',
      messageId: '<a1@fjordvik.example>',
      at,
      rcpt: 'kari@fjordvik.example',
      from: 'FJORD',
      to: 'kari@fjordvik.example',
      date: '',
      headers: new Map(),
      subject: 'Hei',
      text: 'Hei',
      html: undefined,
    },
  ],
  pins: [],
  state: '',
  phones: undefined,
  chosen: {},
})
const page = async (port: number, query = ''): Promise<string> =>
  (await fetch(`http://localhost:${port}/${query}`)).text()

test('a letter that comes twice is shown once, also after a restart', async () => {
  await send('a1')
  await send('a1')
  const again = await startInbox({ ...settings, port: 0, smtpPort: 0 })
  for (const port of [inbox.port, again.port]) {
    const html = await page(port)
    expect(html.match(/mail=a1/g)).toHaveLength(2) // in the list, and «as plain text»
    expect(html).toContain('på nett nå, så fort du har tid til det 🎉</h3>')
    expect(html).toContain('482 913')
  }
  await again.close()
})

test('whose mail is open stands first, with the PIN that belongs to it', async () => {
  const html = await page(inbox.port, '?who=kari@fjordvik.example')
  expect(html).toMatch(/class="pins"><li><a href="[^"]*" aria-current="true">Kari Nordmann<\/a>/)
  expect(html.indexOf('482 913')).toBeLessThan(html.indexOf('112 233'))
  expect(html).toContain('<a href="/?who=ola%40fjordvik.example">Ola Nordmann</a>')
})

test('a time is read off the clock on the wall, as in the letter itself', async () => {
  expect(drawInbox(viewAt('2026-11-21T12:58:00Z'))).toContain('21. november 2026 kl. 13.58</time>')
})

test('what a letter says is shown as a picture of it: nothing runs', async () => {
  const html = await page(inbox.port)
  expect(html).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"')
  expect(html).not.toContain('<script>alert')
  expect(html).toContain('med en lang linje med en lang linje')
  const text = await page(inbox.port, '?mail=a1&as=text')
  expect(text).toContain('<a href="http://localhost:8080/start/abc"')
})

test('the page leads to the telephones, where the codes are', async () => {
  expect(await page(inbox.port)).toContain('<a href="http://localhost:9/">telefonene</a>')
})

test('nobody can put anything there', async () => {
  const answer = await fetch(`http://localhost:${inbox.port}/`, { method: 'POST', body: '{}' })
  expect(answer.status).toBe(405)
})
