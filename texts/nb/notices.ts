// Bokmål: pages that tell something and show the way on. A key with «.with» is used when the notice
// brings what it needs.
export const notices = {
  'notice.letter-expired': 'Lenken er utløpt',
  'notice.letter-expired.text': 'Vi kan sende deg en ny, til e-postadressen vi har fra før.',
  'notice.letter-used': 'Lenken er brukt',
  'notice.letter-used.text':
    'Kontoen er aktivert, så nå kan du logge inn. Var det ikke deg, eller har du glemt passordet? Ta kontakt med {support}.',
  'notice.letter-superseded': 'Vi har sendt deg en nyere lenke',
  'notice.letter-superseded.text':
    'Bruk den nyeste e-posten fra oss. Finner du den ikke, sender vi en ny.',
  'notice.letter-superseded.text.with':
    'Bruk e-posten vi sendte {sentAt}. Finner du den ikke, sender vi en ny.',
  'notice.letter-unknown': 'Vi kjenner ikke igjen lenken',
  'notice.letter-unknown.text':
    'Kanskje kom ikke hele adressen med. Prøv knappen i e-posten, eller skriv inn startkoden.',
  'notice.letter-sent': 'Se i innboksen din',
  'notice.letter-sent.text':
    'Vi har sendt en ny lenke til e-postadressen vi har fra før. Den kommer vanligvis om et par minutter. Se i søppelposten også.',
  'notice.password-changed': 'Passordet er endret',
  'notice.password-changed.text':
    'Det nye gjelder for alle appene dine. Andre steder du var logget inn, er du nå logget ut.',
  'notice.signed-out': 'Du er logget ut',
  'notice.signed-out.text':
    'Deler du enheten med andre? Lukk nettleseren også, så er du ute av alle appene.',
  'notice.signed-out-everywhere': 'Du er logget ut overalt',
  'notice.signed-out-everywhere.text':
    'Det gjelder alle nettlesere og enheter. Har noen andre brukt kontoen din, logger du inn og endrer passordet.',
  'notice.not-enough-proven': 'Vi kan ikke slippe deg inn herfra',
  'notice.not-enough-proven.text':
    'Her kreves det mer enn kontoen din er satt opp med. {support} kan hjelpe deg videre.',
  'notice.account-not-open': 'Kontoen er ikke åpen',
  'notice.account-not-open.text':
    'Den er ikke aktivert ennå, eller den er stengt for en tid. {support} kan se hvorfor. Oppgi saksnummeret nederst på siden.',
  'notice.application-not-yours': 'Du har ikke tilgang til denne appen',
  'notice.application-not-yours.with': 'Du har ikke tilgang til {application}',
  'notice.application-not-yours.text':
    'Du er logget inn, men appen er ikke åpnet for deg. Trenger du den i jobben, spør du {support}.',
  'notice.ready': 'Bare ett trykk igjen',
  'notice.ready.text': 'Du har bekreftet det som trengs.',
  'notice.help': 'Hjelp til innlogging',
  'notice.help.text':
    'Ta kontakt med {support}. Oppgi brukernavnet ditt, men aldri passordet eller en kode.',
  'notice.fault': 'Noe gikk galt hos oss',
  'notice.fault.text': 'Det er ikke noe du har gjort. Prøv på nytt om et lite øyeblikk.',
  'notice.fault.text.with':
    'Det er ikke noe du har gjort. Prøv på nytt om et lite øyeblikk. Skjer det igjen, oppgir du saksnummer {number} til {support}.',
  'notice.refused-not-found': 'Vi finner ikke siden',
  'notice.refused-not-found.text':
    'Adressen kan være skrevet feil, eller siden er flyttet. Appene dine finner du på startsiden.',
  'notice.refused-not-allowed': 'Vi kjenner ikke igjen nettleseren din',
  'notice.refused-not-allowed.text':
    'Ingenting er endret. Det skjer når informasjonskapsler er slått av, eller når siden er åpnet i en annen nettleser. Slå dem på, og begynn på nytt.',
  'notice.refused-visit-ended': 'Denne siden gjelder ikke lenger',
  'notice.refused-visit-ended.text':
    'Enten er du ferdig her, eller så tok det for lang tid. Holdt du på å aktivere kontoen, åpner du lenken i e-posten igjen.',
  'notice.refused-visit-ended.text.with':
    'Enten er du ferdig her, eller så tok det for lang tid. Begynn på nytt, så kommer du til {application}.',
  'notice.refused-visit-expired': 'Dette tok for lang tid',
  'notice.refused-visit-expired.text':
    'For sikkerhets skyld står siden åpen bare en time. Du kan begynne på nytt med en gang. Holdt du på å aktivere kontoen, åpner du lenken i e-posten igjen.',
  'notice.refused-visit-expired.text.with':
    'For sikkerhets skyld står siden åpen bare en time. Begynn på nytt, så kommer du til {application}.',
  'notice.refused-visit-elsewhere': 'Dette ble begynt i en annen nettleser',
  'notice.refused-visit-elsewhere.text':
    'Fortsett i den nettleseren, eller begynn på nytt her. Aktiverer du kontoen din, åpner du lenken i e-posten.',
  'notice.refused-visit-stopped': 'Forsøket er stoppet',
  'notice.refused-visit-stopped.text':
    'På mobilen ble det svart at det ikke var deg, så ingen er logget inn, og du er logget ut alle andre steder. Var det deg likevel, logger du bare inn på nytt. Var det ikke deg, kan noen ha passordet ditt: lag et nytt, eller ta kontakt med {support}.',
  'notice.refused-unknown-application': 'Vi kjenner ikke appen du kom fra',
  'notice.refused-unknown-application.text':
    'Appen er ikke satt opp hos oss, eller den er satt opp feil. Si fra til {support}. De andre appene dine virker.',
  'notice.refused-application-not-yours': 'Du har ikke tilgang til denne appen',
  'notice.refused-application-not-yours.text': 'Trenger du den i jobben, kan du spørre {support}.',
  'notice.refused-bad-request': 'Det kom ikke riktig fram',
  'notice.refused-bad-request.text': 'Ingenting er endret. Gå tilbake, og prøv på nytt.',
  'notice.refused-too-large': 'Det var for mye på én gang',
  'notice.refused-too-large.text': 'Ingenting er endret. Gå tilbake, og send mindre.',
  'notice.refused-wrong-host': 'Dette er ikke adressen vår',
  'notice.refused-wrong-host.text': 'Bruk adressen du har fått fra organisasjonen din.',
  'notice.refused-too-many-requests': 'Nå gikk det litt fort',
  'notice.refused-too-many-requests.text':
    'Det kommer mange forsøk herfra. Vent et minutt, og prøv på nytt.',
  'notice.refused-unavailable': 'Vi er straks tilbake',
  'notice.refused-unavailable.text':
    'Ingenting du har gjort, er tapt. Vent noen sekunder, og prøv på nytt.',
  'notice.frozen': 'Kontoen er stengt',
  'notice.frozen.text':
    'Ingen kan logge inn med den nå, heller ikke du. Ta kontakt med {support} når du vil ha den åpnet igjen.',
  'notice.freeze-unknown': 'Vi kjenner ikke igjen lenken',
  'notice.freeze-unknown.text':
    'Den kan være for gammel, eller så kom ikke hele adressen med. Ingenting er endret. Var det ikke deg, ringer du {support} med en gang.',
  'way.sign-in': 'Logg inn',
  'way.sign-out': 'Logg ut',
  'way.start-page': 'Gå til startsiden',
  'way.send-new-letter': 'Send meg en ny lenke',
  'way.enter-start-code': 'Skriv inn startkoden',
  'way.get-help': 'Få hjelp',
  'way.try-again': 'Prøv på nytt',
  'way.begin-again': 'Begynn på nytt',
  'way.back-to-application': 'Tilbake til appen',
  'way.back': 'Tilbake',
  'way.continue': 'Fortsett',
  'way.stay-signed-in': 'Forbli innlogget',
  'way.call': 'Ring {name}',
  'way.write': 'Send e-post til {name}',
  'confirm.sign-out': 'Vil du logge ut?',
  'confirm.sign-out.text': 'Du blir logget ut av alle appene i denne nettleseren.',
  'confirm.sign-out.text.with':
    '{application} vil logge deg ut. Da blir du logget ut av alle appene i denne nettleseren.',
  'confirm.sign-out-everywhere': 'Vil du logge ut overalt?',
  'confirm.sign-out-everywhere.text':
    'Du blir logget ut i alle nettlesere og på alle enheter, også denne.',
  'confirm.new-letter': 'Vil du ha en ny lenke?',
  'confirm.new-letter.text':
    'Vi sender den til e-postadressen vi har fra før. Den gamle lenken slutter å virke.',
  'confirm.freeze': 'Var det ikke deg?',
  'confirm.freeze.text':
    'Da stenger vi kontoen med en gang, og alle som bruker den, blir logget ut. Den åpnes igjen når brukerstøtte vet at det er deg.',
  'confirm.remove-method': 'Vil du slette denne metoden?',
  'confirm.remove-method.text':
    'Da kan du ikke lenger logge inn med den. Vi sender en kvittering til e-posten din.',
  'choice.here': 'Logg ut',
  'choice.everywhere': 'Logg ut overalt',
  'choice.stay': 'Forbli innlogget',
  'choice.send': 'Send meg en ny lenke',
  'choice.freeze': 'Steng kontoen nå',
  'choice.remove': 'Slett metoden',
  'choice.cancel': 'Avbryt',
  'choice.continue': 'Fortsett',
} as const
