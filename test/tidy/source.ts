// A source file as the rules of the house see it: what is code, what is a string, what is a
// comment, what is imported. A small scanner instead of a parser, since TypeScript 7 has no API; it
// must never change the length of what it reads.
import { posix } from 'node:path'

export interface Piece {
  readonly text: string
  readonly line: number
}

export interface Import {
  readonly line: number
  /** As written: './seal.ts', 'node:crypto'. */
  readonly from: string
  /** The path in the tree, for a file of ours. */
  readonly to?: string
  readonly names: string
  readonly isType: boolean
  readonly isExport: boolean
}

export interface Source {
  readonly path: string
  readonly text: string
  /** The text with the insides of strings and comments blanked. */
  readonly code: string
  readonly strings: readonly Piece[]
  readonly comments: readonly Piece[]
  readonly imports: readonly Import[]
}

const blank = (text: string): string => text.replace(/[^\n]/g, ' ')
export const lineAt = (text: string, offset: number): number =>
  text.slice(0, offset).split('\n').length

const comment = /\/\/[^\n]*|\/\*[\s\S]*?\*\//y
const quoted = /'(?:\\[\s\S]|[^'\\\n])*'|"(?:\\[\s\S]|[^"\\\n])*"/y
const template = /[`}](?:\\[\s\S]|\$(?!\{)|[^`\\$])*(?:`|\$\{)/y
const pattern = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/y
/** What may stand before a regular expression; after anything else a slash divides. */
const beforePattern = /(?:^|[(,=:[!&|?{};+*%<>~^-]|\b(?:return|case|typeof|in|of))\s*$/

function scan(text: string): Pick<Source, 'code' | 'strings' | 'comments'> {
  const strings: Piece[] = []
  const comments: Piece[] = []
  const templates: number[] = []
  let code = ''
  const take = (shape: RegExp): string | undefined => {
    shape.lastIndex = code.length
    return shape.exec(text)?.[0]
  }
  const keep = (found: string, end: number, pieces: Piece[]) => {
    const inner = found.slice(1, found.length - end)
    pieces.push({ text: inner, line: lineAt(text, code.length) })
    code += found.charAt(0) + blank(inner) + found.slice(found.length - end)
  }
  while (code.length < text.length) {
    const sign = text.charAt(code.length)
    const isTemplate = sign === '`' || (sign === '}' && templates.at(-1) === 0)
    let found: string | undefined
    if (sign === '/' && (found = take(comment))) {
      comments.push({ text: found, line: lineAt(text, code.length) })
      code += blank(found)
    } else if (sign === '/' && beforePattern.test(code.slice(-40)) && (found = take(pattern))) {
      code += `/${blank(found.slice(2))}/`
    } else if ((sign === "'" || sign === '"') && (found = take(quoted))) {
      keep(found, 1, strings)
    } else if (isTemplate && (found = take(template))) {
      if (sign === '}') templates.pop()
      const opens = found.endsWith('${')
      keep(found, opens ? 2 : 1, strings)
      if (opens) templates.push(0)
    } else {
      const depth = templates.pop()
      if (depth !== undefined)
        templates.push(depth + (sign === '{' ? 1 : 0) - (sign === '}' ? 1 : 0))
      code += sign
    }
  }
  return { code, strings, comments }
}

const statement = /^(import|export)\b([^'"`;=(]*?)(?:\bfrom\s*)?(['"])( *)\3/gm
const lazily = /\b(?:import|new URL)\(\s*(['"])( *)\1/g

function importsOf(path: string, text: string, code: string): Import[] {
  const found: Import[] = []
  const add = (at: RegExpExecArray, width: number, names: string, isExport: boolean) => {
    const end = at.index + at[0].length - 1
    const from = text.slice(end - width, end)
    const isType = /^\s*type\b/.test(names) || /^\s*\{(\s*type\s[^,}]*,?)+\}/.test(names)
    const to = from.startsWith('.') ? posix.join(posix.dirname(path), from) : undefined
    found.push({ line: lineAt(text, at.index), from, names, isType, isExport, ...(to && { to }) })
  }
  for (const at of code.matchAll(statement)) {
    const isExport = at[1] === 'export'
    if (!isExport || /\bfrom\s*['"]/.test(at[0])) add(at, at[4]?.length ?? 0, at[2] ?? '', isExport)
  }
  for (const at of code.matchAll(lazily)) add(at, at[2]?.length ?? 0, '', false)
  return found
}

export function readSource(path: string, text: string): Source {
  if (!/\.[tj]sx?$/.test(path))
    return { path, text, code: text, strings: [], comments: [], imports: [] }
  const scanned = scan(text)
  return { path, text, ...scanned, imports: importsOf(path, text, scanned.code) }
}
