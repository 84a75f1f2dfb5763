// The Norwegian keyboard as a graph of neighbours, for walks that no list holds.
/** Each key with and without shift; a row lies half a key to the right of the one above. */
const rows = [
  '|§ 1! 2" 3# 4¤ 5% 6& 7/ 8( 9) 0= +? \\`',
  '- qQ wW eE rR tT yY uU iI oO pP åÅ ¨^',
  "- aA sS dD fF gG hH jJ kK lL øØ æÆ '*",
  '<> zZ xX cC vV bB nN mM ,; .: -_',
].map((row) => row.split(' '))

/**
 * Left, above left, above right, right, below right, below left: the order the guessing model
 * expects.
 */
const around = [
  [-1, 0],
  [0, -1],
  [1, -1],
  [1, 0],
  [0, 1],
  [-1, 1],
] as const

export function norwegianKeyboard(): Record<string, (string | null)[]> {
  const keyAt = (x: number, y: number): string | null => {
    const key = rows[y]?.[x]
    return key === undefined || key === '-' ? null : key
  }
  const graph: Record<string, (string | null)[]> = {}
  for (const [y, row] of rows.entries()) {
    for (const [x, key] of row.entries()) {
      if (key === '-') continue
      for (const sign of key) graph[sign] = around.map(([dx, dy]) => keyAt(x + dx, y + dy))
    }
  }
  return graph
}
