// Mail: whoever is named gets it and nobody else, and nothing leaves this machine in the clear.
import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { openTownSmtp } from '../../../test/town/smtp.ts'
import type { Letter } from '../channel.ts'
import { isMailAddress, openMail } from './mail.ts'

const smtp = await openTownSmtp()
const mail = openMail({ host: '127.0.0.1', port: smtp.port, ourName: 'logginn.fjordvik.example' })
afterAll(async () => {
  mail.close()
  await smtp.close()
})
beforeEach(() => {
  smtp.letters.length = 0
  smtp.mode = 'ok'
})

const letter: Letter = {
  id: 'a1',
  language: 'nb',
  from: { name: 'FJORD', address: 'ikke-svar@logginn.fjordvik.example' },
  subject: 'Kom i gang med FJORD-kontoen din, Kari',
  text: 'Hei, Kari\n.\nEn linje med bare et punktum er ikke slutten.\næøå 🎉',
  html: '<p>Hei, Kari æøå 🎉</p>',
}

describe('a letter', () => {
  test('arrives as it was written, in both forms', async () => {
    expect(await mail.send(letter, 'kari@fjordvik.example')).toMatchObject({ is: 'sent' })
    expect(smtp.letters).toHaveLength(1)
    const arrived = smtp.letters[0]
    expect(arrived?.text.replaceAll('\r\n', '\n').trim()).toBe(letter.text)
    expect(arrived?.html).toContain('Hei, Kari æøå 🎉')
    expect(arrived?.subject).toBe(letter.subject)
    expect(arrived?.headers.get('auto-submitted')).toBe('auto-generated')
    expect(arrived?.headers.get('content-language')).toBe('nb')
  })

  test.each([
    'kari@fjordvik.example\r\nBcc: ola@fjordvik.example',
    'kari@fjordvik.example\nRCPT TO:<ola@fjordvik.example>',
    'kari@fjordvik.example, ola@fjordvik.example',
    'Kari <kari@fjordvik.example>',
    'group: kari@fjordvik.example;',
    '"kari ola"@fjordvik.example',
    'kari@fjordvik.example>',
    'kari@fjordvik..example',
    'kari@\u202efjordvik.example',
    'kari',
    '',
    `${'k'.repeat(65)}@fjordvik.example`,
  ])('is never sent to what is not one plain address: %j', async (to) => {
    expect(await mail.send(letter, to)).toMatchObject({ is: 'never' })
    expect(smtp.letters).toEqual([])
  })

  test('has one recipient whatever the address looks like', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), async (noise) => {
        smtp.letters.length = 0
        await mail.send(letter, `kari${noise}@fjordvik.example`)
        for (const arrived of smtp.letters) {
          expect(arrived.rcpt).toHaveLength(1)
          expect(arrived.headers.has('bcc')).toBe(false)
        }
      }),
      { numRuns: 200 },
    )
  })

  test('with a line break in its subject or sender is never sent', async () => {
    const subject = 'Hei\r\nBcc: ola@fjordvik.example'
    expect(await mail.send({ ...letter, subject }, 'kari@fjordvik.example')).toMatchObject({
      is: 'never',
    })
    const from = { ...letter.from, name: 'FJORD\nBcc: ola@fjordvik.example' }
    expect(await mail.send({ ...letter, from }, 'kari@fjordvik.example')).toMatchObject({
      is: 'never',
    })
    expect(smtp.letters).toEqual([])
  })

  test('never carries a file of ours, whatever it says', async () => {
    const html = '<img src="file:///etc/passwd"><link href="http://127.0.0.1/x">'
    await mail.send({ ...letter, html, text: '/etc/passwd' }, 'kari@fjordvik.example')
    expect(smtp.letters[0]?.html?.trim()).toBe(html)
    expect(smtp.letters[0]?.text.trim()).toBe('/etc/passwd')
  })
})

describe('a server', () => {
  test('elsewhere that offers no TLS gets nothing', async () => {
    // The same machine by a name that is not known as this machine.
    const far = openMail({ host: '0.0.0.0', port: smtp.port, ourName: 'logginn.fjordvik.example' })
    expect(await far.send(letter, 'kari@fjordvik.example')).toMatchObject({
      is: 'later',
      forAll: true,
    })
    expect(smtp.letters).toEqual([])
    far.close()
  })

  test.each([
    ['refuse', { is: 'later', forAll: true }],
    ['greylist', { is: 'later' }],
    ['never', { is: 'never' }],
    ['never after data', { is: 'never' }],
    ['sender refused', { is: 'later', forAll: true }],
    ['break after data', { is: 'later' }],
    ['break after 250', { is: 'sent' }],
  ] as const)('in the mode «%s» is understood', async (mode, meant) => {
    smtp.mode = mode
    const fresh = openMail({
      host: '127.0.0.1',
      port: smtp.port,
      ourName: 'logginn.fjordvik.example',
    })
    const receipt = await fresh.send(letter, 'kari@fjordvik.example')
    expect(receipt).toMatchObject(meant)
    if (!('forAll' in meant) && mode !== 'break after data')
      expect(receipt).not.toHaveProperty('forAll')
    fresh.close()
  })
})

test('addresses people have are addresses', () => {
  for (const address of [
    'kari.nordmann@fjordvik.example',
    "o'neill+butikk@post.fjordvik.example",
    'kåre@fjordvik.example',
    'k@ås.example',
  ])
    expect(isMailAddress(address), address).toBe(true)
})
