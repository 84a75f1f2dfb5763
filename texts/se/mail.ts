// Northern Sámi: nothing yet that a public product has said; every mail is in Bokmål.
export const mail = {}
