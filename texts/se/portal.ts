// Northern Sámi: only words found in public products. Never compose a sentence here by machine;
// what is missing is Bokmål.
export const portal = {
  'portal.change-password': 'Molsso beassansáni',
  'security.save': 'Vurke',
  'security.remove': 'Sihko',
}
