// Nynorsk: the two words that two pages share. The colours and the animals stand in the same order
// in every language, and go together in any pair. The app on the phone loads them too.
export const pair = {
  'pair.colours': 'blå|raud|grøn|gul|kvit|svart|brun|grå',
  'pair.animals': 'elg|rev|hare|bjørn|ulv|gaupe|oter|kval|laks|ørn|ugle|hund|katt|hest|sau|svane',
} as const
