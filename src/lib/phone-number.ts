// Telephone numbers, stored as E.164 and shown never whole. Norwegian numbers may be written
// without a country (S0.6). Must never guess: what could be two numbers is none.
/**
 * «999 99 944», «+47 999 99 944», «0047…», «+46 70 123 45 67»; nothing when it cannot be a number.
 */
export function toE164(typed: string): string | undefined {
  if (!/^[+\d][\d\s().\u00a0\u2011/-]*$/.test(typed.trim())) return undefined
  const signs = typed.replace(/[^\d+]/g, '').replace(/^00/, '+')
  if (!signs.startsWith('+')) return /^[2-9]\d{7}$/.test(signs) ? `+47${signs}` : undefined
  if (signs.startsWith('+47')) return /^\+47[2-9]\d{7}$/.test(signs) ? signs : undefined
  return /^\+[1-9]\d{6,14}$/.test(signs) ? signs : undefined
}
