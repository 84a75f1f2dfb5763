// Nynorsk: what stands around the questions about methods, and the phone.
export const around = {
  'around.method': 'Metode {at} av {of}: {wish}',
  'around.plan': 'Metodane du set opp',
  'around.done': 'ferdig',
  'around.now': 'no',
  'around.first':
    '{organisation} ber deg setje opp {count, plural, =2 {to metodar} one {# metode} other {# metodar}}, så ingen andre kan logge inn som deg.',
  'around.first-one': '{organisation} krev totrinns innlogging her. Du set det opp no, éin gong.',
  'around.first-one.with':
    '{application} krev totrinns innlogging. Du set det opp no, éin gong, og kjem deretter rett til {application}.',
  'around.time':
    'Det tek omtrent {count, plural, =2 {to minutt} one {eitt minutt} other {# minutt}}.',
  'around.phone-ready': 'Ha mobilen klar.',
  'around.then': 'Når du er ferdig, kjem du til {application}.',
  'around.other': 'Vel ein annan måte',
  'around.other-prove': 'Prøv ein annan måte',
  'around.put-off': 'Hopp over no',
  'around.put-off-days': 'Hopp over no ({count, plural, one {# dag} other {# dagar}} att)',
  'around.put-off-times': 'Hopp over no ({count, plural, one {# gong} other {# gonger}} att)',
  'around.learn': 'Lær meir',
  'around.why': 'Kvifor blir eg spurd?',
  'why.rule':
    'Reglane hos {organisation} krev det her. Då kan ingen logge inn som deg berre fordi dei har fått tak i passordet ditt.',
  'why.application':
    'Appen du skal til, krev totrinns innlogging. Då kan ingen kome inn der berre fordi dei har fått tak i passordet ditt.',
  'why.application.with':
    '{application} krev totrinns innlogging. Då kan ingen kome inn der berre fordi dei har fått tak i passordet ditt.',
  'why.first-set-up':
    'Du set opp kontoen for første gong. Då må vi vite at det er deg, og ikkje ein som har fått e-posten din.',
  'why.wish':
    'Reglane hos {organisation} ber om fleire måtar å logge inn på. Mistar du den eine, bruker du den andre.',
  'why.change':
    'Du er i ferd med å endre korleis du loggar inn. Vi spør ein gong til, så ingen andre kan gjere det på ein open PC.',
  'why.message':
    'Meldinga er frå {service} og har berre koden. Vi ber deg aldri om å lese han opp for nokon.',
  'why.not-you':
    'Prøvde du ikkje å logge inn? Då kan nokon ha passordet ditt. Sei frå til {support}.',
  'wish.app': 'appen',
  'wish.push': 'appen',
  'wish.phone': 'telefonen',
  'wish.sms': 'telefonen',
  'wish.voice': 'telefonen',
  'wish.second': 'ein metode til',
  'wish.totp': 'kodeappen',
  'wish.token': 'kodebrikka',
  'wish.passkey': 'passnøkkelen',
  'wish.question': 'spørsmålet',
  'wish.codes': 'reservekodane',
  'begin.phone': 'Vi sender ein kode på SMS til nummeret som sluttar på {ending}.',
  'begin.begun-phone': 'Du har byrja før. Vi sender ein ny kode, så held du fram der du slapp.',
  'begin.phone-again': 'Han går på SMS til nummeret som sluttar på {ending}.',
  'begin.phone-not-mine': 'Er ikkje dette nummeret ditt?',
  'begin.no-phone': 'Eg har ikkje mobil',
  'begin.use-pin-text':
    'Har du fått ein PIN-kode, til dømes av leiaren din? Då bruker du den i staden.',
  'begin.use-pin': 'Bruk PIN-koden',
  'begin.other-proof': 'Ta kontakt med {support}, så hjelper dei deg i gang på ein annan måte.',
  'send.code': 'Send kode',
  'send.again': 'Send på nytt',
  'send.again-in': 'Send på nytt (om {left})',
  'send.call': 'Ring meg',
  'send.call-instead': 'Ring meg i staden',
  'send.call-again': 'Ring på nytt',
  'send.call-again-in': 'Ring på nytt (om {left})',
  'send.sms-instead': 'Send SMS i staden',
  'phone.use': 'Vi bruker nummeret berre til å sikre kontoen din.',
  'phone.cost': 'Operatøren din kan ta betalt for SMS og samtalar.',
  'phone.heading': 'Legg til telefonen din',
  'phone.heading-second': 'Legg til ein reserve',
  'phone.heading-backup': 'Reserve i tilfelle du mistar mobilen',
  'phone.lead': 'Vi sender ein kode, så vi veit at nummeret er ditt.',
  'phone.lead-second':
    'Viss den andre metoden ikkje verkar, får du ein kode på telefonen i staden.',
  'phone.known': '{organisation} har registrert eit mobilnummer som sluttar på {ending}.',
  'phone.other': 'Bruk eit anna nummer',
  'phone.country': 'Land',
  'phone.number': 'Telefonnummer',
  'phone.number-hint': 'Skriv det slik du vanlegvis ringjer det.',
  'phone.extension': 'Internnummer (valfritt)',
  'phone.extension-hint': 'Berre for telefonar bak eit sentralbord.',
}
