// Northern Sámi: only words found in public products. Never compose a sentence here by machine;
// what is missing is Bokmål.
export const why = {}
