// Bokmål: turned aside from a sign-in, and back at its door.
export const recovery = {
  'around.recover':
    'Bekreft at det er deg på to måter, så lager du et nytt passord og logger inn med det.',
  'around.unlock':
    'Etter mange feil må man vente litt. Bekreft at det er deg på en annen måte, så slipper du.',
  'password.recovered': 'Passordet er byttet. Logg inn med det nye.',
  'password.unlocked': 'Kontoen var låst etter for mange forsøk. Nå er den åpen igjen.',
  'password.was-open': 'Kontoen er ikke låst. Sjekk at passordet er riktig skrevet.',
  'password.locked': 'Er kontoen låst?',
  'new-password.forgotten': 'Det gjelder for alle appene dine, og du logger inn med det etterpå.',
  'enter-code.mail': 'Skriv inn koden fra e-posten',
  'enter-code.unsent-mail': 'Få en kode på e-post',
  'enter-code.will-mail': 'Vi sender en kode til e-postadressen vi kjenner.',
  'enter-code.sent-mail': 'Vi sendte den {at} til {to}. Se også i søppelposten.',
  'enter-code.discreet-sms': 'Kjenner vi mobilnummeret ditt, sender vi en kode dit.',
  'enter-code.discreet-voice': 'Kjenner vi telefonnummeret ditt, ringer vi deg med en kode.',
  'enter-code.discreet-mail': 'Kjenner vi e-postadressen din, sender vi en kode dit.',
  'enter-code.discreet-sent-sms': 'Kjenner vi mobilnummeret ditt, sendte vi koden {at}.',
  'enter-code.discreet-sent-voice':
    'Kjenner vi telefonnummeret ditt, ringte vi {at}. Trykk 1 når du svarer, så hører du koden.',
  'enter-code.discreet-sent-mail':
    'Kjenner vi e-postadressen din, sendte vi koden {at}. Se også i søppelposten.',
  'prove.mail': 'E-post',
  'prove.mail.use': 'Vi sender en kode til adressen vi kjenner.',
  'set-up.mail': 'E-post',
  'set-up.mail.use': 'Vi sender en kode til adressen vi kjenner.',
  'factor.mail': 'kode på e-post',
  'problem.no-mail': 'Vi kjenner ingen e-postadresse vi kan sende til. Velg en annen måte.',
  'notice.number-rests': 'Vent litt med nummeret',
  'notice.number-rests.text':
    'Du laget nettopp et nytt passord ved hjelp av nummeret som slutter på {ending}. For at ingen andre skal komme inn med et nummer de har tatt over, kan du bruke det igjen {until}. Haster det, hjelper {support} deg inn. Oppgi saksnummeret nederst på siden.',
  'notice.phone-blocked': 'Mobilen er sperret',
  'notice.phone-blocked.text':
    'Ingen kommer inn med den nå. Ring {support}, så får du en engangskode når de vet at det er deg. La denne siden stå åpen, og oppgi saksnummeret nederst.',
  'way.have-code': 'Jeg har fått en kode',
  'lost.way': 'Mistet eller byttet mobil?',
  'lost.heading': 'Hva har skjedd med mobilen?',
  'lost.lead': 'Du kommer inn på en annen måte, og ingenting du har lagret, blir borte.',
  'lost.new-phone': 'Jeg har ny mobil, og har den gamle her',
  'lost.new-phone.use': 'Bruk den gamle én gang til, så legger vi til den nye.',
  'lost.phone-gone': 'Mobilen er borte',
  'lost.phone-gone.use':
    'Sperr den nå. Du blir logget ut andre steder, og kan angre i et døgn. Dette sperres:',
  'lost.phone-away': 'Jeg har den ikke her nå',
  'lost.phone-away.use': 'Bruk noe annet i dag. Ingenting blir endret.',
  'mail.methods-changed.subject-number-changed':
    'Telefonnummeret på {service}-kontoen din er byttet',
  'mail.methods-changed.number-changed':
    '{method} på kontoen {login} ble byttet ut med et annet nummer {at}. Det gamle nummeret virker ikke lenger.',
  'mail.methods-changed.subject-blocked': 'En mobil er sperret på {service}-kontoen din',
  'mail.methods-changed.blocked':
    'Mobilen din ble meldt borte {at}. {method} på kontoen {login} er sperret, og du er logget ut andre steder.',
  'mail.methods-changed.subject-restored': 'En metode er tilbake på {service}-kontoen din',
  'mail.methods-changed.restored':
    '{method} på kontoen {login} ble tatt i bruk igjen {at}, etter å ha vært slettet eller sperret.',
  'security.replace': 'Bytt nummer',
  'security.number-changed': 'Nummeret er byttet. Det gamle virker ikke lenger.',
  'phone.heading-replace': 'Bytt telefonnummer',
  'phone.replaces': 'Det nye nummeret kommer i stedet for det som slutter på {ending}.',
  'security.restored': 'Metoden er tilbake.',
  'ended.heading': 'Slettet det siste døgnet',
  'ended.lead': 'Ble noe slettet eller sperret ved en feil, kan du ta det tilbake.',
  'ended.removed': 'Slettet {at}.',
  'ended.blocked': 'Sperret {at}.',
  'ended.undo': 'Ta tilbake',
  'mail.alarm.subject-used': 'Nødkontoen {account} er brukt',
  'mail.alarm.subject-sealed': 'Nødkontoen {account} er forseglet på nytt',
  'mail.alarm.used': 'Noen logget inn med nødkontoen {account} {at}.',
  'mail.alarm.from': 'Det skjedde fra adressen {address}.',
  'mail.alarm.used-what':
    'Var det avtalt, skal kontoen forsegles på nytt etterpå. Var det ikke avtalt, må dere stenge den nå.',
  'mail.alarm.sealed': 'Nødkontoen {account} fikk nytt passord og nye koder {at}.',
  'mail.alarm.sealed-what':
    'Det forrige arket virker ikke lenger. Var det ikke avtalt, finn ut hvem som gjorde det.',
  'mail.recovery-code.subject': 'Koden din for {service}',
  'mail.recovery-code.code': 'Koden',
  'mail.recovery-code.recover':
    'Noen, trolig du, vil lage et nytt passord for {login}. Skriv inn denne koden:',
  'mail.recovery-code.unlock':
    'Noen, trolig du, vil åpne kontoen {login} igjen. Skriv inn denne koden:',
  'mail.recovery-code.lives':
    'Den virker i {minutes, plural, one {# minutt} other {# minutter}}. Del den aldri med andre.',
  'mail.recovery-code.not-you':
    'Var det ikke deg? Da kan du la e-posten være. Ingenting er endret. Får du flere slike, ta kontakt med {support}.',
  'mail.password-changed.text-forgotten':
    'Passordet til {login} ble byttet {at} av noen som hadde glemt det gamle. Alle steder du var logget inn, er logget ut.',
  'factor.identity': 'Bekreftelse av hvem du er',
  'prove.identity': 'Bekreft med {name}',
  'prove.identity.use': 'Du bekrefter hvem du er der, og kommer tilbake hit.',
  'identity.heading': 'Bekreft med {by}',
  'identity.lead': 'Du går til {by}, bekrefter hvem du er, og kommer tilbake hit.',
  'identity.kept':
    'Vi får vite fødselsnummeret ditt, holder det opp mot det vi har, og lagrer ingenting fra {by}.',
  'identity.go': 'Gå til {by}',
  'identity.leaving': 'Du er på vei til {by}',
  'identity.leaving-lead': 'Skjer det ingenting, trykker du på knappen.',
  'identity.came': 'Du er tilbake fra {by}',
  'identity.came-lead': 'Gå videre, så ser vi på svaret.',
  'identity.on': 'Gå videre',
  'problem.wrong-identity':
    'Det ble ikke bekreftet at denne kontoen er din. Sjekk at brukernavnet er riktig, eller velg en annen måte.',
  'problem.identity-missing': 'Det kom ikke noe svar. Trykk på knappen for å prøve igjen.',
  'problem.identity-stopped': 'Du avbrøt. Prøv igjen når du vil, eller velg en annen måte.',
  'problem.identity-replaced':
    'Svaret hørte til et tidligere forsøk. Trykk på knappen for å prøve igjen.',
  'problem.identity-expired':
    'Svaret er brukt, eller for gammelt. Trykk på knappen for å prøve igjen.',
  'problem.identity-too-weak':
    'Det du brukte, er ikke sterkt nok her. Prøv igjen med noe sterkere, eller velg en annen måte.',
  'problem.identity-failed': 'Svaret kunne ikke brukes. Prøv igjen, eller velg en annen måte.',
  'problem.identity-away':
    'Vi får ikke svar derfra akkurat nå. Vent litt og prøv igjen, eller velg en annen måte.',
} as const
