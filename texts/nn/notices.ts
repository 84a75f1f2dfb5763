// Nynorsk: pages that tell something and show the way on.
export const notices = {
  'notice.letter-expired': 'Lenka har gått ut',
  'notice.letter-expired.text': 'Vi kan sende deg ei ny, til e-postadressa vi har frå før.',
  'notice.letter-used': 'Lenka er brukt',
  'notice.letter-used.text':
    'Kontoen er aktivert, så no kan du logge inn. Var det ikkje deg, eller har du gløymt passordet? Ta kontakt med {support}.',
  'notice.letter-superseded': 'Vi har sendt deg ei nyare lenke',
  'notice.letter-superseded.text':
    'Bruk den nyaste e-posten frå oss. Finn du han ikkje, sender vi ein ny.',
  'notice.letter-superseded.text.with':
    'Bruk e-posten vi sende {sentAt}. Finn du han ikkje, sender vi ein ny.',
  'notice.letter-unknown': 'Vi kjenner ikkje igjen lenka',
  'notice.letter-unknown.text':
    'Kanskje kom ikkje heile adressa med. Prøv knappen i e-posten, eller skriv inn startkoden.',
  'notice.letter-sent': 'Sjå i innboksen din',
  'notice.letter-sent.text':
    'Vi har sendt ei ny lenke til e-postadressa vi har frå før. Ho kjem vanlegvis om eit par minutt. Sjå i søppelposten òg.',
  'notice.password-changed': 'Passordet er endra',
  'notice.password-changed.text':
    'Det nye gjeld for alle appane dine. Andre stader du var logga inn, er du no logga ut.',
  'notice.signed-out': 'Du er logga ut',
  'notice.signed-out.text':
    'Deler du eininga med andre? Lukk nettlesaren òg, så er du ute av alle appane.',
  'notice.signed-out-everywhere': 'Du er logga ut overalt',
  'notice.signed-out-everywhere.text':
    'Det gjeld alle nettlesarar og einingar. Har nokon andre brukt kontoen din, loggar du inn og endrar passordet.',
  'notice.not-enough-proven': 'Vi kan ikkje sleppe deg inn herifrå',
  'notice.not-enough-proven.text':
    'Her krevst det meir enn kontoen din er sett opp med. {support} kan hjelpe deg vidare.',
  'notice.account-not-open': 'Kontoen er ikkje open',
  'notice.account-not-open.text':
    'Han er ikkje aktivert enno, eller han er stengd for ei tid. {support} kan sjå kvifor. Oppgi saksnummeret nedst på sida.',
  'notice.application-not-yours': 'Du har ikkje tilgang til denne appen',
  'notice.application-not-yours.with': 'Du har ikkje tilgang til {application}',
  'notice.application-not-yours.text':
    'Du er logga inn, men appen er ikkje opna for deg. Treng du han i jobben, spør du {support}.',
  'notice.ready': 'Berre eitt trykk att',
  'notice.ready.text': 'Du har stadfesta det som trengst.',
  'notice.help': 'Hjelp til innlogging',
  'notice.help.text':
    'Ta kontakt med {support}. Oppgi brukarnamnet ditt, men aldri passordet eller ein kode.',
  'notice.fault': 'Noko gjekk gale hos oss',
  'notice.fault.text': 'Det er ikkje noko du har gjort. Prøv på nytt om ein liten augneblink.',
  'notice.fault.text.with':
    'Det er ikkje noko du har gjort. Prøv på nytt om ein liten augneblink. Skjer det igjen, oppgir du saksnummer {number} til {support}.',
  'notice.refused-not-found': 'Vi finn ikkje sida',
  'notice.refused-not-found.text':
    'Adressa kan vere skriven feil, eller sida er flytta. Appane dine finn du på startsida.',
  'notice.refused-not-allowed': 'Vi kjenner ikkje igjen nettlesaren din',
  'notice.refused-not-allowed.text':
    'Ingenting er endra. Det skjer når informasjonskapslar er slått av, eller når sida er opna i ein annan nettlesar. Slå dei på, og byrj på nytt.',
  'notice.refused-visit-ended': 'Denne sida gjeld ikkje lenger',
  'notice.refused-visit-ended.text':
    'Anten er du ferdig her, eller så tok det for lang tid. Heldt du på å aktivere kontoen, opnar du lenka i e-posten igjen.',
  'notice.refused-visit-ended.text.with':
    'Anten er du ferdig her, eller så tok det for lang tid. Byrj på nytt, så kjem du til {application}.',
  'notice.refused-visit-expired': 'Dette tok for lang tid',
  'notice.refused-visit-expired.text':
    'For tryggleiks skuld står sida open berre ein time. Du kan byrje på nytt med ein gong. Heldt du på å aktivere kontoen, opnar du lenka i e-posten igjen.',
  'notice.refused-visit-expired.text.with':
    'For tryggleiks skuld står sida open berre ein time. Byrj på nytt, så kjem du til {application}.',
  'notice.refused-visit-elsewhere': 'Dette vart byrja i ein annan nettlesar',
  'notice.refused-visit-elsewhere.text':
    'Hald fram i den nettlesaren, eller byrj på nytt her. Aktiverer du kontoen din, opnar du lenka i e-posten.',
  'notice.refused-visit-stopped': 'Forsøket er stoppa',
  'notice.refused-visit-stopped.text':
    'På mobilen vart det svart at det ikkje var deg, så ingen er logga inn, og du er logga ut alle andre stader. Var det deg likevel, loggar du berre inn på nytt. Var det ikkje deg, kan nokon ha passordet ditt: lag eit nytt, eller ta kontakt med {support}.',
  'notice.refused-unknown-application': 'Vi kjenner ikkje appen du kom frå',
  'notice.refused-unknown-application.text':
    'Appen er ikkje sett opp hos oss, eller han er sett opp feil. Sei frå til {support}. Dei andre appane dine verkar.',
  'notice.refused-application-not-yours': 'Du har ikkje tilgang til denne appen',
  'notice.refused-application-not-yours.text': 'Treng du han i jobben, kan du spørje {support}.',
  'notice.refused-bad-request': 'Det kom ikkje rett fram',
  'notice.refused-bad-request.text': 'Ingenting er endra. Gå tilbake, og prøv på nytt.',
  'notice.refused-too-large': 'Det var for mykje på ein gong',
  'notice.refused-too-large.text': 'Ingenting er endra. Gå tilbake, og send mindre.',
  'notice.refused-wrong-host': 'Dette er ikkje adressa vår',
  'notice.refused-wrong-host.text': 'Bruk adressa du har fått frå organisasjonen din.',
  'notice.refused-too-many-requests': 'No gjekk det litt fort',
  'notice.refused-too-many-requests.text':
    'Det kjem mange forsøk herifrå. Vent eit minutt, og prøv på nytt.',
  'notice.refused-unavailable': 'Vi er straks tilbake',
  'notice.refused-unavailable.text':
    'Ingenting du har gjort, er tapt. Vent nokre sekund, og prøv på nytt.',
  'notice.frozen': 'Kontoen er stengd',
  'notice.frozen.text':
    'Ingen kan logge inn med han no, heller ikkje du. Ta kontakt med {support} når du vil ha han opna igjen.',
  'notice.freeze-unknown': 'Vi kjenner ikkje igjen lenka',
  'notice.freeze-unknown.text':
    'Ho kan vere for gammal, eller så kom ikkje heile adressa med. Ingenting er endra. Var det ikkje deg, ringjer du {support} med ein gong.',
  'way.sign-in': 'Logg inn',
  'way.sign-out': 'Logg ut',
  'way.start-page': 'Gå til startsida',
  'way.send-new-letter': 'Send meg ei ny lenke',
  'way.enter-start-code': 'Skriv inn startkoden',
  'way.get-help': 'Få hjelp',
  'way.try-again': 'Prøv på nytt',
  'way.begin-again': 'Byrj på nytt',
  'way.back-to-application': 'Tilbake til appen',
  'way.back': 'Tilbake',
  'way.continue': 'Hald fram',
  'way.stay-signed-in': 'Bli verande innlogga',
  'way.call': 'Ring {name}',
  'way.write': 'Send e-post til {name}',
  'confirm.sign-out': 'Vil du logge ut?',
  'confirm.sign-out.text': 'Du blir logga ut av alle appane i denne nettlesaren.',
  'confirm.sign-out.text.with':
    '{application} vil logge deg ut. Då blir du logga ut av alle appane i denne nettlesaren.',
  'confirm.sign-out-everywhere': 'Vil du logge ut overalt?',
  'confirm.sign-out-everywhere.text':
    'Du blir logga ut i alle nettlesarar og på alle einingar, denne òg.',
  'confirm.new-letter': 'Vil du ha ei ny lenke?',
  'confirm.new-letter.text':
    'Vi sender ho til e-postadressa vi har frå før. Den gamle lenka sluttar å verke.',
  'confirm.freeze': 'Var det ikkje deg?',
  'confirm.freeze.text':
    'Då stengjer vi kontoen med ein gong, og alle som bruker han, blir logga ut. Han blir opna igjen når brukarstøtte veit at det er deg.',
  'confirm.remove-method': 'Vil du slette denne metoden?',
  'confirm.remove-method.text':
    'Då kan du ikkje lenger logge inn med han. Vi sender ei kvittering til e-posten din.',
  'choice.here': 'Logg ut',
  'choice.everywhere': 'Logg ut overalt',
  'choice.stay': 'Bli verande innlogga',
  'choice.send': 'Send meg ei ny lenke',
  'choice.freeze': 'Steng kontoen no',
  'choice.remove': 'Slett metoden',
  'choice.cancel': 'Avbryt',
  'choice.continue': 'Hald fram',
}
