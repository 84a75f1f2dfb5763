// docs/problems.md, drawn from the closed lists of problems and refusals and from what people are
// told of them.
import { problemCodes, refusalCodes } from '../src/shapes/problem.ts'
import { Refusal } from '../src/domain/refusal.ts'
import { say } from '../texts/index.ts'

const head = `# Problems and refusals

A **problem** is something the person can mend. It comes back beside the field, on the same page.
A **refusal** is a request that cannot be served; it is a page of its own, with a way on. Whoever
asks for JSON gets the code. What went wrong on our side is neither: the person sees a number, and
the log has its cause.

This page is generated from \`src/shapes/problem.ts\` and \`texts/\` by \`npm run docs\`.

| problem | Bokmål | English |
| --- | --- | --- |
`

/** The whole text of docs/problems.md. */
export function drawProblems(): string {
  const problems = problemCodes.map(
    (code) => `| \`${code}\` | ${say('nb', `problem.${code}`)} | ${say('en', `problem.${code}`)} |`,
  )
  const refusals = refusalCodes.map((code) => `| \`${code}\` | ${new Refusal(code).status} |`)
  return `${head}${problems.join('\n')}\n\n| refusal | status |\n| --- | --- |\n${refusals.join('\n')}\n`
}
