// docs/conformance.md: what each module asserts and whether it holds, as the tests have it.
import { plans } from './plans.ts'

const intro = [
  '# Conformance',
  '<!-- Written by `npm run docs` from test/conformance. -->',
  [
    'The plans of the OpenID Foundation’s conformance suite, module by module under their public names,',
    'as our own runner plays them (`test/conformance/`, part of `npm test`). It is no certificate: nobody',
    'but us has run it. *Holds* means that a test of that name asserts it and is green; *not offered*',
    'says why the house has nothing that the module could be about. Each request carries PKCE, which the',
    'house always asks for.',
  ].join('\n'),
]

export function drawConformance(): string {
  const parts = plans.map(({ name, title, modules }) => {
    const rows = modules.map(
      ({ name: called, asserts, left }) =>
        `| \`${called}\` | ${asserts} | ${left === undefined ? 'holds' : `not offered: ${left}`} |`,
    )
    const held = modules.filter(({ left }) => left === undefined).length
    return [
      `## ${title}`,
      `\`${name}\`: ${held} of ${modules.length} modules hold, ${modules.length - held} not offered.`,
      ['| module | asserts | verdict |', '| --- | --- | --- |', ...rows].join('\n'),
    ].join('\n\n')
  })
  return `${[...intro, ...parts].join('\n\n')}\n`
}
