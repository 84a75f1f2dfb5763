// Northern Sámi: only words found in public products. Never compose a sentence here by machine;
// what is missing is Bokmål.
export const security = {
  'security.save': 'Vurke',
  'security.remove': 'Sihko',
}
