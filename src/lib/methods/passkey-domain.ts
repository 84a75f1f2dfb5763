// The domain that passkeys belong to: that of the organisation and not of the one machine, so that
// they still fit when the sign-in moves to another name in it. Chosen once; a passkey never moves.

/** Endings that belong to nobody: what stands before them is the organisation's own name. */
const shared = new Set(
  [
    'kommune.no fylkeskommune.no herad.no stat.no dep.no priv.no vgs.no fhs.no mil.no idrett.no',
    'museum.no folkebibl.no fylkesbibl.no kommune.example co.uk ac.uk gov.uk org.uk com.au co.nz',
    'co.jp com.br',
  ].flatMap((line) => line.split(' ')),
)

/** «logginn.fjordvik.kommune.no» is «fjordvik.kommune.no». */
export function passkeyDomainOf(hostname: string): string {
  const labels = hostname.split('.')
  if (/^[\d.:[\]]+$/.test(hostname) || labels.length < 3) return hostname
  const ending = labels.slice(-2).join('.')
  return labels.slice(shared.has(ending) ? -3 : -2).join('.')
}
