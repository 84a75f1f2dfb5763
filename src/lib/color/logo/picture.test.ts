// Holds that a logo is a picture from its first byte to its last: what could run, load, hide or be
// read in two ways is refused.
import { crc32, deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { inventedLogo, inventedSvg } from '../../../../tools/invented/logo.ts'
import { asKept, pictureBytesMax, readPicture } from './picture.ts'

const svg = (inside: string, more = ''): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"${more}>${inside}</svg>`
const read = (bytes: string | Buffer) => readPicture(asKept(Buffer.from(bytes)))

function chunk(kind: string, inside: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), inside])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(inside.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
const signature = Buffer.from('89504e470d0a1a0a', 'hex')
function size(width: number, height: number): Buffer {
  const inside = Buffer.from('00000000000000000802000000', 'hex')
  inside.writeUInt32BE(width, 0)
  inside.writeUInt32BE(height, 4)
  return chunk('IHDR', inside)
}
const dots = chunk('IDAT', deflateSync(Buffer.alloc(2 * 7)))
const end = chunk('IEND', Buffer.alloc(0))
const png = Buffer.concat([signature, size(2, 2), dots, end])

describe('a logo', () => {
  test('is a PNG or an SVG of shapes, and is kept as it was written', () => {
    expect(read(png)).toMatchObject({ is: 'right', type: 'image/png', width: 2, height: 2 })
    const kept = readPicture(inventedLogo)
    expect(kept).toMatchObject({ type: 'image/svg+xml', width: 96, height: 32 })
    expect(kept.is === 'right' && kept.bytes.toString()).toBe(inventedSvg)
    expect(read(svg('<g fill="none"><circle r="2"/></g>'))).toMatchObject({ is: 'right' })
    const sized = `<svg xmlns="http://www.w3.org/2000/svg" width="40px" height="20"/>`
    expect(read(sized)).toMatchObject({ width: 40, height: 20 })
  })

  test.each([
    svg('<script>alert(1)</script>'),
    svg('<script/>'),
    svg('<g onload="alert(1)"/>'),
    svg('', ' onload="alert(1)"'),
    svg('<foreignObject><p/></foreignObject>'),
    svg('<a href="https://evil.example"><path d="M0 0"/></a>'),
    svg('<image href="https://evil.example/x.png"/>'),
    svg('<use href="#a"/>'),
    svg('<use xlink:href="data:image/svg+xml,x"/>'),
    svg('<style>@import url(https://evil.example)</style>'),
    svg('<path style="fill:url(https://evil.example)"/>'),
    svg('<path fill="url(https://evil.example/#a)"/>'),
    svg('<path fill="url(#a) url(//evil.example)"/>'),
    svg('<path fill="URL(//evil.example)"/>'),
    svg('<animate attributeName="href" values="javascript:alert(1)"/>'),
    svg('<set attributeName="onload" to="alert(1)"/>'),
    svg('<text>Log in here</text>'),
    svg('Log in here'),
    svg('<title>&#60;script&#62;</title>'),
    svg('<path d="M0 0" d="M1 1"/>'),
    svg('<path d=M0/>'),
    svg("<path d='M0 0'/>"),
    svg('<!-- <script/> -->'),
    svg('<![CDATA[<script/>]]>'),
    svg('<?xml-stylesheet href="https://evil.example"?>'),
    svg('<SCRIPT/>'),
    svg('<svg onload="x"/>'),
    svg('<svg/>'),
    svg('<g>'),
    svg('</g>'),
    `${svg('')}<script/>`,
    `${svg('')}${svg('')}`,
    `<!DOCTYPE svg [<!ENTITY a "b">]>${svg('')}`,
    `<?xml version="1.0" encoding="UTF-16"?>${svg('')}`,
    `\uFEFF${svg('')}`,
    svg('\u00A0<g/>'),
    svg('<g\u00A0fill="none"/>'),
    svg('<g fill="\u2028none"/>'),
    '<svg xmlns="http://www.w3.org/1999/xhtml" viewBox="0 0 8 8"/>',
    '<svg viewBox="0 0 8 8"/>',
    '<svg xmlns="http://www.w3.org/2000/svg"/>',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 8"/>',
    '<html><body/></html>',
    'GIF89a',
    '',
  ])('is refused: %s', (bytes) => {
    expect(read(bytes).is).toBe('wrong')
  })

  test.each([
    ['cut short', png.subarray(0, -4)],
    ['with something after it', Buffer.concat([png, Buffer.from('<script>')])],
    ['with no picture in it', Buffer.concat([signature, size(2, 2), end])],
    ['with a text in it', Buffer.concat([signature, size(2, 2), chunk('tEXt', dots), dots, end])],
    ['that moves', Buffer.concat([signature, size(2, 2), chunk('acTL', end), dots, end])],
    ['too wide', Buffer.concat([signature, size(1025, 2), dots, end])],
    ['of no size', Buffer.concat([signature, size(0, 2), dots, end])],
    ['with a wrong sum', Buffer.concat([png.subarray(0, 40), Buffer.from('x'), png.subarray(41)])],
  ])('that is a PNG %s is refused', (_why, bytes) => {
    expect(read(bytes).is).toBe('wrong')
  })

  test('is not too large, not in other bytes than UTF-8, and written in one way', () => {
    expect(read(svg(`<path d="${'M0 0'.repeat(pictureBytesMax / 4)}"/>`)).is).toBe('wrong')
    expect(read(Buffer.from(svg('<title>Ø</title>'), 'latin1')).is).toBe('wrong')
    expect(readPicture(inventedLogo.replace('svg+xml', 'png')).is).toBe('wrong')
    expect(readPicture(inventedLogo.replace('base64,', 'base64,\n')).is).toBe('wrong')
    expect(readPicture(`${inventedLogo} `).is).toBe('wrong')
    expect(readPicture('https://evil.example/logo.svg').is).toBe('wrong')
  })
})
