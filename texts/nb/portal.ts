// Bokmål: the start page. ICU strings; other languages follow these keys and arguments.
export const portal = {
  'portal.title': 'Startside',
  'portal.morning': 'God morgen, {firstName}',
  'portal.day': 'God dag, {firstName}',
  'portal.evening': 'God kveld, {firstName}',
  'portal.night': 'Hei, {firstName}',
  'portal.signed-in': 'Du er logget inn.',
  'portal.signed-in-as': 'Du er logget inn som {name}.',
  'portal.last': 'Sist innlogget {at}.',
  'portal.apps': 'Appene dine',
  'portal.empty': 'Her dukker appene dine opp etter hvert.',
  'portal.missing': 'Savner du noe?',
  'portal.ask-support': 'Spør {support}, så hjelper de deg.',
  'portal.ask': 'Be om en app',
  'portal.security': 'Innlogging og sikkerhet',
  'portal.change-password': 'Endre passord',
  'portal.sign-out-everywhere': 'Logg ut overalt',
  'portal.used-code':
    'Du logget inn med en reservekode. Har du mistet mobilen? Slett den, og lag nye koder.',
} as const
