// The processor time of a program and of everything it has started, PostgreSQL included: the load
// generator shares the cores, so only this says what a request costs. Linux only.
import { readFileSync, readdirSync } from 'node:fs'

const ticksPerSecond = 100

interface Program {
  readonly parent: number
  readonly ticks: number
}

/** Seconds used so far, by the program and by those that are alive below it or have ended there. */
export function secondsBelow(number: number): { server: number; postgres: number } {
  const programs = everyProgram()
  const family = new Set([number])
  for (let before = 0; before !== family.size;) {
    before = family.size
    for (const [child, { parent }] of programs) if (family.has(parent)) family.add(child)
  }
  const used = (each: number): number => (programs.get(each)?.ticks ?? 0) / ticksPerSecond
  const server = used(number)
  family.delete(number)
  return { server, postgres: [...family].reduce((sum, each) => sum + used(each), 0) }
}

function everyProgram(): Map<number, Program> {
  const programs = new Map<number, Program>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      // The name of a program stands in brackets and may hold anything: fields are counted after
      // it.
      const line = readFileSync(`/proc/${name}/stat`, 'utf8')
      const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
      const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0)
      programs.set(Number(name), { parent: Number(fields[1]), ticks })
    } catch {
      // It ended while we were looking.
    }
  }
  return programs
}
