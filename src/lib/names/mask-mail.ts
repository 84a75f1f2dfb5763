// A mail address as it may be shown: enough for its owner to know it again, and too little to find
// it out by.
export function maskMail(address: string): string {
  const at = address.lastIndexOf('@')
  const first = at > 0 ? Array.from(address)[0] : ''
  return `${first}•••${at < 0 ? '' : address.slice(at)}`
}
