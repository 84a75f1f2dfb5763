// Northern Sámi: only words found in public products. Never compose a sentence here by machine;
// what is missing is Bokmål.
export const problems = {
  'problem.wrong-code': 'Ii dohkálaš koda',
}
