// Holds that a page carries the style it uses and no other, and that the inlined script is the
// TypeScript beside it.
import { describe, expect, test } from 'vitest'
import { makeScript, type ScriptName } from '../../../tools/visit-script.ts'
import { scriptFor } from './script.ts'
import { styleFor } from './style.ts'
import { inventoryOf, readRules, usedStyle } from './used-rules.ts'

const used = (css: string, html: string): string => usedStyle(readRules(css), inventoryOf(html))

describe('the style of a page', () => {
  test('keeps rules for what stands in the page, and drops the rest', () => {
    expect(used('.a{color:red}.b{color:blue} p, em{margin:0}', '<p class="a">x</p>')).toBe(
      '.a{color:red}p{margin:0}',
    )
  })

  test('understands attributes, states and choices', () => {
    const css = [
      '.a[type=text]{x:1}.a[type=radio]{x:2}.a:is(select,input):hover{x:3}',
      '.a:is(textarea){x:4}.a:not(.b){x:5}.a:disabled{x:6}',
    ].join('')
    expect(used(css, '<input class="a" type="text">')).toBe(
      '.a[type=text]{x:1}.a:is(select,input):hover{x:3}.a:not(.b){x:5}',
    )
  })

  test('looks inside conditions, and drops those that are empty', () => {
    const css = '@media print{.a{x:1}.b{x:2}}@media (min-width:1px){.b{x:3}}'
    expect(used(css, '<p class="a">')).toBe('@media print{.a{x:1}}')
  })

  test('drops tokens that nothing refers to, also through others', () => {
    const css = ':root{--a:1px;--b:var(--a);--c:var(--b);--d:2px}p{margin:var(--b)}'
    expect(used(css, '<p>')).toBe(':root{--a:1px;--b:var(--a);}p{margin:var(--b)}')
  })

  test('gives the same bytes for the same page, and other colours for another organisation', () => {
    const page = '<form class="card"><button class="ds-button">Logg inn</button></form>'
    expect(styleFor(page, '#0b5d4f')).toBe(styleFor(page, '#0B5D4F'))
    expect(styleFor(page, '#0b5d4f').hash).not.toBe(styleFor(page, '#7a3fb0').hash)
    expect(styleFor(page, 'red; } body { display: none').text).toBe(styleFor(page, '#0b5d4f').text)
  })

  test('refers to no token that is not there', () => {
    const page = [
      '<form class="card"><h1>x</h1><a class="ds-link">x</a><button class="ds-button">x</button>',
      '<input class="ds-input" type="checkbox" aria-invalid="true"></form>',
    ].join('')
    const { text } = styleFor(page, '#0b5d4f')
    const made = new Set([...text.matchAll(/(--[\w-]+):/g)].map(([, name]) => name))
    const asked = [...text.matchAll(/var\((--[\w-]+)\)/g)].map(([, name]) => name)
    expect(asked.filter((name) => !made.has(name))).toEqual([])
  })

  test('comes with the scripts that tools/visit-script.ts makes of web/visit, and no other', () => {
    const made = (name: ScriptName): string => makeScript(name).trim()
    const [visit, methods, passkeys] = [made('visit'), made('methods'), made('passkeys')]
    expect(scriptFor('<p>')).toBeUndefined()
    expect(scriptFor('<button data-shows="f">')?.text).toBe(visit)
    expect(scriptFor('<input data-digits="6">')?.text).toBe(methods)
    expect(scriptFor('<button data-renews>')?.text).toBe(methods)
    expect(scriptFor('<input data-digits="6" aria-invalid="true">')?.text).toBe(
      `${visit}\n${methods}`,
    )
    expect(scriptFor('<input data-passkey="get">')?.text).toBe(passkeys)
    expect(scriptFor('<p data-signal="{}">')?.text).toBe(passkeys)
    expect(visit.length).toBeLessThan(4096)
    expect(methods.length).toBeLessThan(5632)
    expect(passkeys.length).toBeLessThan(4096)
  })
})
