// English: the two words that two pages share. The colours and the animals stand in the same order
// in every language, and go together in any pair. The app on the phone loads them too.
export const pair = {
  'pair.colours': 'blue|red|green|yellow|white|black|brown|grey',
  'pair.animals':
    'elk|fox|hare|bear|wolf|lynx|otter|whale|salmon|eagle|owl|dog|cat|horse|sheep|swan',
} as const
