// Small letters of other scripts that look like a Latin one, and Latin signs that are drawn as
// another. Taken from Unicode's confusables (UTS 39) for the scripts a name here can meet. Must
// never hold a letter of Norwegian or of a Sámi language.
const rows: readonly (readonly [latin: string, alike: string])[] = [
  ['a', 'аαɑ'],
  ['b', 'ьЬƅ'],
  ['c', 'сϲⅽᴄ'],
  ['d', 'ԁⅾ'],
  ['e', 'еҽ'],
  ['f', 'ϝſ'],
  ['g', 'ɡց'],
  ['h', 'һհ'],
  ['i', 'іιɩıⅰ'],
  ['j', 'јϳ'],
  ['k', 'кκᴋ'],
  ['l', '1|ǀӏⅼ'],
  ['m', 'мⅿᴍ'],
  ['n', 'пոռ'],
  ['o', 'оοσօᴏ0'],
  ['p', 'рρϱ'],
  ['q', 'ԛգզ'],
  ['r', 'гᴦⲅ'],
  ['s', 'ѕꜱ'],
  ['t', 'тτᴛ'],
  ['u', 'υսʋᴜ'],
  ['v', 'νѵᴠ'],
  ['w', 'ԝѡաᴡω'],
  ['x', 'хχⅹ'],
  ['y', 'уγүʏ'],
  ['z', 'ᴢ'],
  ['ä', 'ӓ'],
  ['ë', 'ё'],
  ['ï', 'ї'],
  ['ö', 'ӧ'],
  ['æ', 'ӕ'],
  ['ø', 'ɵѳө'],
  ['-', '‐‑‒–—−'],
  ["'", '’‘ʼ`´'],
]

export const lookAlikes: ReadonlyMap<string, string> = new Map(
  rows.flatMap(([latin, alike]) => Array.from(alike, (sign) => [sign, latin] as const)),
)
