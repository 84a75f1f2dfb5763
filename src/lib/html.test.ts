// Holds that text stays text wherever it is put in a page.
import { describe, expect, test } from 'vitest'
import { html, safeAddress } from './html.ts'

describe('the escaping template', () => {
  test('text with markup in it is drawn as text, in content and in attributes', () => {
    const name = `<script>"'&`
    expect(html`<a title="${name}">${name}</a>`.text).toBe(
      '<a title="&lt;script&gt;&quot;&#39;&amp;">&lt;script&gt;&quot;&#39;&amp;</a>',
    )
  })

  test('what the template made is not escaped twice, and nothing is drawn for what is not there', () => {
    const inner = html`<b>${'a&b'}</b>`
    expect(html`<p>${[inner, undefined, false, null, 7]}</p>`.text).toBe('<p><b>a&amp;b</b>7</p>')
  })

  test('an address that would run as script becomes our own front door', () => {
    for (const bad of [
      'javascript:alert(1)',
      ' javascript:x',
      'data:text/html,x',
      '//evil.example',
      '/\\evil.example',
      'java\nscript:x',
    ])
      expect(safeAddress(bad)).toBe('/')
    for (const good of [
      '/visit/abc',
      'https://logginn.fjordvik.example/',
      'tel:+4799999900',
      'mailto:a@fjordvik.example',
    ])
      expect(safeAddress(good)).toBe(good)
  })
})
