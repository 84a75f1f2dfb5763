// Nynorsk: the start page.
export const portal = {
  'portal.title': 'Startside',
  'portal.morning': 'God morgon, {firstName}',
  'portal.day': 'God dag, {firstName}',
  'portal.evening': 'God kveld, {firstName}',
  'portal.night': 'Hei, {firstName}',
  'portal.signed-in': 'Du er logga inn.',
  'portal.signed-in-as': 'Du er logga inn som {name}.',
  'portal.last': 'Sist innlogga {at}.',
  'portal.apps': 'Appane dine',
  'portal.empty': 'Her dukkar appane dine opp etter kvart.',
  'portal.missing': 'Saknar du noko?',
  'portal.ask-support': 'Spør {support}, så hjelper dei deg.',
  'portal.ask': 'Be om ein app',
  'portal.security': 'Innlogging og tryggleik',
  'portal.change-password': 'Endre passord',
  'portal.sign-out-everywhere': 'Logg ut overalt',
  'portal.used-code':
    'Du logga inn med ein reservekode. Har du mista mobilen? Slett han, og lag nye kodar.',
}
