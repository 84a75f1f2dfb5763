// A logo of nobody: a boat on a fjord, as an SVG of shapes alone.
import { asKept } from '../../src/lib/color/logo/picture.ts'

export const inventedSvg = `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 32">
  <title>Fjordvik</title>
  <defs>
    <linearGradient id="sea" x1="0" x2="1">
      <stop offset="0" stop-color="#0b5d4f"/>
      <stop offset="1" stop-color="#1f5fa8"/>
    </linearGradient>
  </defs>
  <path d="M2 24h92l-6 6H8z" fill="url(#sea)"/>
  <path d="M46 2v20H24zM50 6v16h18z" fill="#1f4e8c"/>
</svg>
`
export const inventedLogo = asKept(Buffer.from(inventedSvg))
