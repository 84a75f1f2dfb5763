// What the app on the phone keeps, in a real browser with what it hears played: codes, a PIN, and
// accounts that come to an end. Every screen is looked at by axe, in both sizes and both themes.
import { describe, expect, test } from 'vitest'
import { makeKey, publicOf } from '../../tools/phone/keys.ts'
import {
  everythingKept,
  filmOf,
  picturePoints,
  readPicture,
  spoilKeys,
  type Points,
} from './in-the-window.ts'
import { presses, sees, types } from './phone-window.ts'
import { hears, looksWell, openStage, seesWell, tab } from './stage.ts'

const { at, phone, added } = openStage()

const houseCodes = {
  key: 'MTIzNDU2Nzg5MA',
  digits: 6,
  period: 30,
  issuer: 'Fjordvik',
  label: 'kari',
}

describe('codes', () => {
  const address = 'otpauth://totp/GitLab:kari?secret=JBSWY3DPEHPK3PXP&issuer=GitLab'

  test('one is kept by hand and by a picture, opened by the lock, shown without a net, deleted', async () => {
    const window = await phone()
    const { page, house, context, complaints } = window
    await added(window)
    await tab(page, 'Koder')
    await seesWell(window, 'Koder')
    await presses(page, 'Skriv nøkkelen')
    await seesWell(window, 'Legg til en kodekonto')
    await page.getByLabel('Nøkkel').fill('1')
    await presses(page, 'Lagre')
    expect(await page.getByText('Dette er ingen nøkkel').isVisible()).toBe(true)
    await page.getByLabel('Nøkkel').fill('jbsw y3dp ehpk 3pxp')
    await page.getByLabel('Navn').fill('Fjordvik hjelp')
    await presses(page, 'Lagre')
    await page.getByText('Fjordvik hjelp').first().waitFor()
    house.codes = houseCodes
    await page.reload()
    await tab(page, 'Meg')
    await tab(page, 'Koder')
    await presses(page, 'Vis kodene')
    await page.getByRole('button', { name: 'Kopier koden for Fjordvik', exact: true }).waitFor()
    await seesWell(window, 'Koder')
    await expect.poll(() => house.heard.some(({ act }) => act === 'told')).toBe(true)
    await context.grantPermissions(['clipboard-write', 'clipboard-read'])
    await presses(page, 'Kopier koden for Fjordvik hjelp')
    await page.getByText('Koden er kopiert.').waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(/^\d{6}$/)
    await page.evaluate('navigator.serviceWorker.ready')
    await context.setOffline(true)
    await page.reload()
    house.refuse = { status: 503, error: 'unavailable', at: 'apps' }
    await tab(page, 'Apper')
    await page.getByText('Vi får ikke svart akkurat nå.').waitFor()
    await seesWell(window, 'Appene dine')
    await tab(page, 'Koder')
    await seesWell(window, 'Koder')
    await presses(page, 'Vis kodene')
    await page.getByText('Fjordvik hjelp').first().waitFor()
    await presses(page, 'Slett Fjordvik hjelp')
    await looksWell(window)
    await presses(page, 'Slett kontoen')
    await expect.poll(() => page.getByText('Fjordvik hjelp').count()).toBe(0)
    expect(await page.evaluate(everythingKept)).not.toMatch(
      /JBSWY3DP|MTIzNDU2Nzg5MA|Fjordvik hjelp/,
    )
    expect(complaints).toEqual([])
  })

  test('a foreign picture is met kindly, and a code account may be kept without any account', async () => {
    const window = await phone({ hasLock: false })
    const { page } = window
    await page.addInitScript(filmOf('https://elsewhere.example/menu'))
    await page.goto(at())
    await presses(page, 'Skann koden på PC-en')
    await seesWell(window, 'Denne koden kan vi ikke bruke')
    await page.goBack()
    await page.addInitScript(filmOf(address))
    await page.reload()
    await presses(page, 'Skann koden på PC-en')
    await seesWell(window, 'Vil du lagre denne kontoen?')
    await presses(page, 'Lagre')
    await page.getByText('GitLab').first().waitFor()
    expect(await page.getByText(/^\d{3} \d{3}$/).count()).toBe(1)
    // A PIN that is chosen afterwards locks what approves, and could be tried at the codes
    // uncounted.
    await page.goto(at('?add=7F2K9MDQ'))
    await presses(page, 'Legg til mobilen')
    await page.getByLabel('PIN-kode', { exact: true }).fill('271828')
    await page.getByLabel('en gang til').fill('271828')
    await page.keyboard.press('Enter')
    await sees(page, 'Prøv å godkjenne')
    await types(page, '83')
    await presses(page, 'Godkjenn')
    await sees(page, 'Ferdig. Se på PC-en.')
    await page.goto(at())
    await tab(page, 'Koder')
    await page.getByText('GitLab').first().waitFor()
    expect(await page.getByLabel('PIN-kode').count()).toBe(0)
  })
})

describe('without a lock of its own', () => {
  test('a PIN is chosen, asked before something is approved, and never where nobody counts', async () => {
    const window = await phone({ hasLock: false })
    const { page, house, complaints } = window
    await page.goto(at('?add=7F2K9MDQ'))
    await presses(page, 'Legg til mobilen')
    await seesWell(window, 'Lag en PIN-kode for appen')
    const fields = [page.getByLabel('PIN-kode', { exact: true }), page.getByLabel('en gang til')]
    const fill = async (...pins: readonly string[]) => {
      for (const [place, pin] of pins.entries()) await fields[place]?.fill(pin)
      await page.keyboard.press('Enter')
    }
    await fill('27182', '27182')
    await page.getByText('minst 6 sifre, og bare').waitFor()
    await fill('123456', '123456')
    await page.getByText('for lett å gjette').waitFor()
    await fill('271828', '271829')
    await page.getByText('ikke like').waitFor()
    await fill('271828', '271828')
    await sees(page, 'Prøv å godkjenne')
    await types(page, '83')
    await presses(page, 'Godkjenn')
    await sees(page, 'Ferdig. Se på PC-en.')
    house.asks()
    await hears(page)
    await sees(page, 'Logger du inn nå?')
    await types(page, '83')
    await presses(page, 'Godkjenn')
    await seesWell(window, 'Skriv PIN-koden til appen')
    await fill('314159')
    await page.getByText('Feil PIN-kode. Forsøk igjen: 9.').waitFor()
    await fill('271828')
    await sees(page, 'Godkjent')
    expect(house.locks.map((lock) => lock?.kind)).toEqual([undefined, 'pin'])
    house.codes = { key: 'MTIzNDU2Nzg5MA', digits: 8, period: 30, issuer: 'Fjordvik', label: '' }
    await page.goto(at())
    await tab(page, 'Koder')
    await sees(page, 'Koder')
    await page.getByText(/^\d{4} \d{4}$/).waitFor()
    expect(await page.getByLabel('PIN-kode').count()).toBe(0)
    expect(complaints).toEqual([])
  })
})

describe('two organisations', () => {
  test('stand side by side, told apart by name, letter and colour, and each asks in its name', async () => {
    const window = await phone()
    const { page, house } = window
    await added(window)
    await added(window, 'A1B2C3D4')
    await page.getByRole('link', { name: 'Timeliste' }).nth(1).waitFor()
    for (const [name, heading] of [
      ['Meg', 'Meg'],
      ['Apper', 'Appene dine'],
    ] as const) {
      await tab(page, name)
      await sees(page, heading)
      await looksWell(window)
      const whose = page.locator('.whose-account')
      expect(await whose.locator('b').allInnerTexts()).toEqual([
        'Fjordvik kommune',
        'Skolen i Fjordvik',
      ])
      expect(await whose.locator('.letter').allInnerTexts()).toEqual(['F', 'S'])
      const colors = await whose
        .locator('.letter')
        .evaluateAll((all) => all.map((one) => one.getAttribute('style')))
      expect(new Set(colors).size).toBe(2)
    }
    const [, second = ''] = house.phones.keys()
    house.asks({ to: second })
    await hears(page)
    await sees(page, 'Logger du inn nå?')
    await page.getByText('Skolen i Fjordvik').waitFor()
    await seesWell(window, 'Logger du inn nå?')
  })
})

describe('the account on the phone', () => {
  test('a house that knows the phone no more is told of, and its codes are not lost', async () => {
    const window = await phone()
    const { page, house } = window
    await added(window)
    await tab(page, 'Meg')
    await seesWell(window, 'Meg')
    await page.getByText(/Sist brukt i dag kl\. \d\d\.\d\d/).waitFor()
    await presses(page, 'Nynorsk')
    await sees(page, 'Meg')
    await page.getByText('Slett denne mobilen frå kontoen').waitFor()
    await presses(page, 'Bokmål')
    house.phones.clear()
    await hears(page)
    await page.getByText('Denne mobilen må legges til på nytt').waitFor()
    await tab(page, 'Godkjenn')
    await tab(page, 'Meg')
    await seesWell(window, 'Meg')
    // The house would have given another code.
    await page.evaluate('localStorage.clear()')
    await added(window)
    await tab(page, 'Meg')
    expect(await page.getByText('Kari Nordmann').count()).toBe(1)
    expect(await page.getByText('må legges til på nytt').count()).toBe(0)
  })

  test('a phone whose test was not approved is told to be unfinished, and how to go on', async () => {
    const window = await phone()
    const { page, house } = window
    house.isAdding = true
    await added(window)
    await tab(page, 'Meg')
    await page.getByText('Ikke ferdig lagt til').waitFor()
    await seesWell(window, 'Meg')
    expect(await page.getByText('Ny mobil?').count()).toBe(0)
    const [own = ''] = house.phones.keys()
    house.asks({ kind: 'test', to: own })
    await hears(page)
    await sees(page, 'Prøv å godkjenne')
    await page.goBack()
    await presses(page, 'Godkjenn prøven')
    await sees(page, 'Prøv å godkjenne')
    await presses(page, 'Avvis')
    await presses(page, 'Gå til appen')
    await tab(page, 'Meg')
    await presses(page, 'Slett kontoen herfra')
    await page.getByText('ikke lagt til noen konto').waitFor()
  })

  test('a key that did not come along in a backup is found out, and nothing is said with it', async () => {
    const window = await phone()
    await added(window)
    await window.page.evaluate(spoilKeys)
    // Opened anew: what the window before it said late is not counted.
    await window.page.close()
    const page = await window.context.newPage()
    const said: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'POST') said.push(request.url())
    })
    await page.goto(at())
    await tab(page, 'Meg')
    await page.getByText('Denne mobilen må legges til på nytt').waitFor()
    expect(said).toEqual([])
  })

  test('the phone is taken out of the account, and the app is empty again', async () => {
    const window = await phone()
    const { page, house } = window
    await added(window)
    await tab(page, 'Meg')
    await presses(page, 'Slett denne mobilen fra kontoen')
    await looksWell(window)
    await presses(page, 'Slett mobilen')
    await page.getByText('ikke lagt til noen konto').waitFor()
    await looksWell(window)
    expect(house.phones.size).toBe(0)
  })

  test('a used code is told, and a house that cannot answer', async () => {
    const window = await phone()
    const { page, house } = window
    house.refuse = { status: 410, error: 'code-used' }
    await page.goto(at('?add=7F2K9MDQ'))
    await seesWell(window, 'Vi fant ikke koden')
    await page.getByText('Koden er brukt.').waitFor()
    house.refuse = { status: 425, error: 'clock-off', at: 'add' }
    await page.goto(at('?add=7F2K-9MDQ'))
    await presses(page, 'Legg til mobilen')
    await page.getByText('Klokka på mobilen går feil.').waitFor()
  })
})

describe('a new phone', () => {
  test('takes over the account and the codes, and the old one counts no more', async () => {
    const old = await phone()
    const { page, house } = old
    await added(old)
    await tab(page, 'Koder')
    await presses(page, 'Skriv nøkkelen')
    await page.getByLabel('Nøkkel').fill('otpauth://totp/GitLab:kari?secret=JBSWY3DPEHPK3PXP')
    await presses(page, 'Lagre')
    await page.getByText('GitLab').first().waitFor()
    house.codes = houseCodes
    await hears(page)
    const ofHouse = { name: 'Kopier koden for Fjordvik' }
    await page.getByRole('button', ofHouse).waitFor()
    await tab(page, 'Meg')
    await presses(page, 'Ny mobil?')
    await page.getByRole('img', { name: 'QR-kode for den nye mobilen' }).waitFor()
    await seesWell(old, 'Ny mobil?')

    const fresh = await phone({ house })
    const print =
      /\.([\w-]{43})$/.exec(readPicture(await page.evaluate<Points>(picturePoints)))?.[1] ?? ''
    await fresh.page.goto(at(`#move=M0VE2345.${print}`))
    await sees(fresh.page, 'Legg til denne mobilen')
    await presses(fresh.page, 'Legg til mobilen')
    await seesWell(fresh, 'Se på den gamle mobilen')
    await hears(page)
    await seesWell(old, 'Flytt til den nye mobilen')
    // The old phone shows its key now, and both make the same words of all keys.
    await hears(fresh.page)
    await fresh.page.locator('.note').waitFor()
    const [pair = ''] = (await fresh.page.locator('.note').innerText()).split(' · ')
    expect(await page.locator('.note').innerText()).toContain(pair)
    await presses(page, 'Flytt kontoen og kodene')
    await seesWell(old, 'Flyttet til den nye mobilen')
    await hears(fresh.page)
    await seesWell(fresh, 'Denne mobilen er klar')
    await presses(fresh.page, 'Gå til appen')
    await tab(fresh.page, 'Koder')
    await fresh.page.getByText('GitLab').first().waitFor()
    // What the house gave to the old phone ends with it, and the new one is given its own.
    expect(await fresh.page.getByRole('button', ofHouse).count()).toBe(0)
    expect(JSON.stringify(house.heard)).not.toContain('JBSWY3DP')
    expect(house.phones.size).toBe(1)
    // And what went along is gone from the old one.
    await presses(page, 'Gå til appen')
    await page.getByText('ikke lagt til noen konto').waitFor()
    expect(await page.getByRole('button', { name: 'Koder' }).count()).toBe(0)
  })

  test('has it all, also where the old one never heard that it was given away', async () => {
    const window = await phone()
    const { page, house } = window
    // Nor did it hear at first that it was added: it said the same once more.
    house.loses = 'add'
    await added(window)
    const [first, again] = house.heard.filter(({ act }) => act === 'add')
    expect({ ...again, n: 0, at: 0 }).toEqual({ ...first, n: 0, at: 0 })
    await tab(page, 'Koder')
    await presses(page, 'Skriv nøkkelen')
    await page.getByLabel('Nøkkel').fill('otpauth://totp/GitLab:kari?secret=JBSWY3DPEHPK3PXP')
    await presses(page, 'Lagre')
    await page.getByText('GitLab').first().waitFor()
    await tab(page, 'Meg')
    await presses(page, 'Ny mobil?')
    await page.getByRole('img', { name: 'QR-kode for den nye mobilen' }).waitFor()
    const [own, agreed, jwk] = [makeKey(), makeKey(), makeKey()].map(publicOf)
    const lock = { kind: 'pin', jwk }
    house.move = {
      ...house.move,
      claimed: { by: 'new', phone: own ?? {}, key: agreed, lock, name: 'Ny' },
    }
    await hears(page)
    await sees(page, 'Flytt til den nye mobilen')
    house.loses = 'move-give'
    await presses(page, 'Flytt kontoen og kodene')
    await page.getByText('Du har ikke kontakt med nettet').waitFor()
    await hears(page)
    await presses(page, 'Avbryt')
    await page.getByText('Denne mobilen må legges til på nytt').waitFor()
    await tab(page, 'Koder')
    await page.getByText('Her samler du kodene').waitFor()
  })
})
