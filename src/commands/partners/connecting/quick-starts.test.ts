// Holds that what `portvakt connect` prints can be applied as it stands, but for the secret that
// nobody may leave in it, and that both sides speak of the same addresses.
import { expect, test } from 'vitest'
import { parse } from 'smol-toml'
import { readHouseFile } from '../../../domain/applying/house-file.ts'
import { factors } from '../../../factors/index.ts'
import { secretGoesHere, type Values } from './quick-start.ts'
import { quickStarts } from './quick-starts.ts'

const organisation = `[[organisations]]
id = "fjordvik"
domains = ["fjordvik.example"]
name = "Fjordvik kommune"
service = "Fjordvik"
color = "#1f5fa8"

`
const values = (application: string): Values => ({
  house: 'https://logginn.fjordvik.example',
  application,
  certificate: 'THE CERTIFICATE',
})
const read = (ours: string) => readHouseFile(parse(organisation + ours), factors)

test.each(quickStarts)('the lines for $name are taken, with a secret of one’s own', (start) => {
  const ours = start.ours(values(start.at))
  const right = read(ours.replace(secretGoesHere, 'made-by-a-machine-0123456789abcdef'))
  expect(right).toMatchObject({ is: 'right' })
  if (start.speaks === 'oidc') expect(read(ours)).toMatchObject({ is: 'wrong' })
})

test.each(quickStarts)('both sides of $name speak of the same house and application', (start) => {
  const other = values('https://elsewhere.fjordvik.example')
  const theirs = start.theirs(other)
  expect(theirs).toContain(other.house)
  expect(theirs).not.toContain(start.at)
  if (start.name !== 'google-workspace') expect(start.ours(other)).not.toContain(start.at)
  if (start.speaks === 'oidc') expect(theirs).toContain(secretGoesHere)
  const id = /^id = "(.+)"$/m.exec(start.ours(other))?.[1] ?? ''
  if (start.speaks === 'oidc') expect(theirs).toMatch(new RegExp(`[ ="]${id}"?( \\\\)?,?$`, 'm'))
})

test('no two have one name', () => {
  expect(new Set(quickStarts.map(({ name }) => name)).size).toBe(quickStarts.length)
})
