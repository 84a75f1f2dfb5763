import { expect, test } from 'vitest'
import { browserKind } from './browser-kind.ts'

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)'
const chrome = `${webkit} Chrome/140.0.0.0`
const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64'
const apple = 'AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6'
const samsung = `${webkit} SamsungBrowser/28.0 Chrome/130.0.0.0`
const iPhone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X)'

test.each([
  [`${windows}; rv:143.0) Gecko/20100101 Firefox/143.0`, 'Firefox', 'Windows'],
  [`${windows}) ${chrome} Safari/537.36 Edg/140.0.0.0`, 'Edge', 'Windows'],
  [`Mozilla/5.0 (X11; Linux x86_64) ${chrome} Safari/537.36`, 'Chrome', 'Linux'],
  [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${chrome} Safari/537.36`, 'Chrome', 'ChromeOS'],
  [`Mozilla/5.0 (Linux; Android 10; K) ${samsung} Mobile`, 'Samsung Internet', 'Android'],
  [`${iPhone} ${apple} Mobile/15E148 Safari/604.1`, 'Safari', 'iPhone'],
  [`Mozilla/5.0 (Macintosh; Intel Mac OS X) ${apple} Safari/605.1.15`, 'Safari', 'macOS'],
])('«%s» is told by two names', (says, browser, system) => {
  expect(browserKind(says)).toEqual({ browser, system })
})

test('what nobody knows has no name, however long it is', () => {
  expect(browserKind('')).toEqual({})
  expect(browserKind(`${' '.repeat(600)}Firefox/1 Windows`)).toEqual({})
})
