// Bokmål: turned aside from a sign-in, and back at its door.
export const recovery = {
  'around.recover':
    'Bekreft at det er deg på to måter, så lager du et nytt passord og logger inn med det.',
  'around.unlocking': 'Lås opp kontoen',
  'around.unlock':
    'Når passordet er skrevet feil mange ganger, er kontoen låst en stund. Bekreft på en annen måte at det er deg, så åpner vi den.',
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
    'Du laget nettopp et nytt passord ved hjelp av nummeret som slutter på {ending}. Nummeret kan brukes igjen {until}. Ventetiden gjør at ingen kommer inn bare fordi de har tatt over et nummer. Haster det, ta kontakt med {support}, og oppgi saksnummeret nederst på siden.',
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
    'Var det ikke deg? Da trenger du ikke å gjøre noe. Ingenting er endret. Får du flere slike, ta kontakt med {support}.',
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
  'prove.leader': 'Spør lederen din',
  'prove.leader.use': 'Lederen din bekrefter at det er deg.',
  'factor.leader': 'bekreftelse fra lederen',
  'ask-leader.heading': 'La lederen din bekrefte at det er deg',
  'ask-leader.lead':
    '{name} får en e-post fra oss. Dere snakker sammen, og du leser opp et tall fra denne siden.',
  'ask-leader.told': 'Du får også en e-post om at noen har spurt.',
  'ask-leader.go': 'Spør lederen din',
  'ask-leader.talk': 'Ring eller snakk med {name}',
  'ask-leader.read': 'Les opp tallet:',
  'ask-leader.pair': 'Be {name} si ordene på sin side. De skal være «{pair}».',
  'ask-leader.waiting': 'Venter på svar. {name} må svare innen en halv time.',
  'ask-leader.yes': '{name} har bekreftet at det er deg',
  'ask-leader.agreed': 'Det gjelder fra {from}',
  'ask-leader.wait': 'Vent her, eller kom tilbake til denne siden da.',
  'ask-leader.why':
    'Vi venter litt, så den som eier kontoen, rekker å stoppe det hvis noen utgir seg for å være deg.',
  'ask-leader.done': 'Nå kan du gå videre.',
  'ask-leader.no': '{name} svarte at det ikke er deg',
  'ask-leader.no-lead':
    'Ingenting er endret. Var det en misforståelse, snakker dere sammen først. Du kan også velge en annen måte, eller ta kontakt med {support}.',
  'ask-leader.over': 'Spørsmålet gjelder ikke lenger',
  'ask-leader.over-lead':
    'Det kom ikke noe svar i tide, eller tallet ble skrevet feil for mange ganger. Du kan spørre på nytt.',
  'ask-leader.again': 'Spør på nytt',
  'vouch.heading': 'Er det {name} som ber om å komme inn igjen?',
  'vouch.lead': 'Ring eller snakk med {name}. Bruk et nummer du kjenner fra før.',
  'vouch.asked': 'Spurt {at}',
  'vouch.from': 'fra {network}',
  'vouch.elsewhere': 'fra et sted vi ikke kjenner',
  'vouch.pair': 'Si ordene «{pair}». De skal stå på siden til {name} også.',
  'vouch.number': 'Tallet {name} leser opp',
  'vouch.hint': 'Seks siffer. Kan {name} ikke lese det opp, svarer du nei.',
  'vouch.yes': 'Ja, det er {name}',
  'vouch.no': 'Nei',
  'vouch.agreed': 'Du har bekreftet at det er {name}',
  'vouch.agreed-lead': 'Var det feil? Ta det tilbake, så stopper vi det med en gang.',
  'vouch.take-back': 'Nei, ta det tilbake',
  'notice.vouch-yes': 'Takk for svaret',
  'notice.vouch-yes.text':
    'Du er ferdig her. Var det feil, åpner du lenken i e-posten igjen og tar det tilbake.',
  'notice.vouch-no': 'Takk, vi stoppet det',
  'notice.vouch-no.text': 'Ingen kommer inn på det spørsmålet, og eieren av kontoen får beskjed.',
  'notice.vouch-over': 'Spørsmålet gjelder ikke lenger',
  'notice.vouch-over.text':
    'Det er for gammelt, det er brukt, eller tallet ble skrevet feil for mange ganger. Trenger noen deg fortsatt, spør de på nytt.',
  'problem.not-vouched-yet':
    'Svaret gjelder ikke ennå. Vent litt, så går denne siden videre av seg selv.',
  'problem.wrong-number': 'Feil tall. Be om å få det lest opp en gang til.',
  'problem.wrong-number.with':
    'Feil tall. Be om å få det lest opp en gang til. Du har {triesLeft, plural, one {# forsøk} other {# forsøk}} igjen.',
  'mail.vouch-asked.subject': '{name} trenger et svar fra deg for å komme inn',
  'mail.vouch-asked.text':
    'Noen som sier at de er {name} ({account}), ber om å komme inn igjen i {service}. Det skjedde {at}. Du er lederen deres, så vi spør deg.',
  'mail.vouch-asked.how':
    'Ring {name} på et nummer du kjenner fra før, og be om tallet på siden. Svar ja bare når du vet hvem du snakker med.',
  'mail.vouch-asked.go': 'Svar ja eller nei',
  'mail.vouch-asked.lives':
    'Du kan svare i {minutes, plural, one {# minutt} other {# minutter}}. Du må være logget inn, og lenken virker bare for deg.',
  'mail.vouched.subject-asked': 'Lederen din er spurt om det er deg',
  'mail.vouched.subject-yes': 'Lederen din har bekreftet at det er deg',
  'mail.vouched.subject-no': 'Lederen din svarte at det ikke er deg',
  'mail.vouched.asked':
    'Noen, trolig du, vil inn på kontoen {login} og ba {leader} bekrefte at det er deg. Det skjedde {at}.',
  'mail.vouched.yes':
    '{leader} bekreftet {at} at det er du som vil inn på kontoen {login}. Det gjelder fra {from}.',
  'mail.vouched.no':
    '{leader} svarte {at} at det ikke er du som vil inn på kontoen {login}. Ingen kom inn.',
  'elsewhere.heading': 'Logg inn med {by}',
  'elsewhere.lead': 'Du går til {by}, logger inn der, og kommer tilbake hit.',
  'elsewhere.kept': 'Passordet ditt hos {by} får vi aldri se.',
  'elsewhere.last': 'Brukt sist',
  'elsewhere.other-name': 'Logg inn på en annen måte',
  'link.heading': 'Koble til {by}',
  'link.lead': 'Du logger inn hos {by} og kommer tilbake hit. Etterpå kan du logge inn med {by}.',
  'link.kept': 'Du kan koble fra igjen når du vil. Passordet ditt hos {by} får vi aldri se.',
  'factor.elsewhere': 'Innlogging hos et annet sted',
  'factor.elsewhere.use': 'du logger inn der og kommer tilbake hit',
  'set-up.elsewhere': 'Koble til en innlogging du har',
  'set-up.elsewhere.use': 'Slik som Feide. Etterpå kan du logge inn med den.',
  'prove.elsewhere': 'Logg inn med {name}',
  'prove.elsewhere.use': 'Du logger inn der, og kommer tilbake hit.',
  'kind.elsewhere': 'innlogging hos et annet sted',
  'problem.elsewhere-old':
    'Det er for lenge siden du logget inn der. Trykk på knappen, og logg inn på nytt.',
  'problem.elsewhere-home':
    'Du logget inn med en konto fra et annet lærested eller en annen arbeidsgiver. Prøv igjen, og velg riktig tilhørighet.',
  'problem.elsewhere-unknown':
    'Vi fant ingen konto her til den du logget inn med. Prøv en annen måte, eller ta kontakt med brukerstøtte.',
  'problem.elsewhere-taken':
    'Brukernavnet finnes her fra før. Logg inn slik du pleier. Så kan du koble til under «Innlogging og sikkerhet».',
  'problem.elsewhere-reused':
    'Vi er ikke sikre på at kontoen er din, så vi har stoppet innloggingen. Ta kontakt med brukerstøtte.',
  'problem.elsewhere-another':
    'Du logget inn som en annen enn den du er her. Prøv igjen med riktig konto.',
  'problem.elsewhere-linked': 'Den innloggingen er koblet til en konto fra før.',
  'problem.password-elsewhere': 'Passordet ditt byttes der du logger inn, og ikke her.',
  'notice.password-elsewhere': 'Passordet ditt byttes et annet sted',
  'notice.password-elsewhere.text':
    'Du logger inn med en konto fra et annet sted, slik som Feide. Gå til den som ga deg kontoen for å bytte passordet eller lage et nytt.',
} as const
