// Nynorsk: turned aside from a sign-in, and back at its door.
export const recovery = {
  'around.recover':
    'Stadfest at det er deg på to måtar, så lagar du eit nytt passord og loggar inn med det.',
  'around.unlocking': 'Lås opp kontoen',
  'around.unlock':
    'Når passordet er skrive feil mange gonger, er kontoen låst ei stund. Stadfest på ein annan måte at det er deg, så opnar vi han.',
  'password.recovered': 'Passordet er bytt. Logg inn med det nye.',
  'password.unlocked': 'Kontoen var låst etter for mange forsøk. No er han open igjen.',
  'password.was-open': 'Kontoen er ikkje låst. Sjekk at passordet er rett skrive.',
  'password.locked': 'Er kontoen låst?',
  'new-password.forgotten': 'Det gjeld for alle appane dine, og du loggar inn med det etterpå.',
  'enter-code.mail': 'Skriv inn koden frå e-posten',
  'enter-code.unsent-mail': 'Få ein kode på e-post',
  'enter-code.will-mail': 'Vi sender ein kode til e-postadressa vi kjenner.',
  'enter-code.sent-mail': 'Vi sende han {at} til {to}. Sjå òg i søppelposten.',
  'enter-code.discreet-sms': 'Kjenner vi mobilnummeret ditt, sender vi ein kode dit.',
  'enter-code.discreet-voice': 'Kjenner vi telefonnummeret ditt, ringjer vi deg med ein kode.',
  'enter-code.discreet-mail': 'Kjenner vi e-postadressa di, sender vi ein kode dit.',
  'enter-code.discreet-sent-sms': 'Kjenner vi mobilnummeret ditt, sende vi koden {at}.',
  'enter-code.discreet-sent-voice':
    'Kjenner vi telefonnummeret ditt, ringde vi {at}. Trykk 1 når du svarar, så høyrer du koden.',
  'enter-code.discreet-sent-mail':
    'Kjenner vi e-postadressa di, sende vi koden {at}. Sjå òg i søppelposten.',
  'prove.mail': 'E-post',
  'prove.mail.use': 'Vi sender ein kode til adressa vi kjenner.',
  'set-up.mail': 'E-post',
  'set-up.mail.use': 'Vi sender ein kode til adressa vi kjenner.',
  'factor.mail': 'kode på e-post',
  'problem.no-mail': 'Vi kjenner inga e-postadresse vi kan sende til. Vel ein annan måte.',
  'notice.number-rests': 'Vent litt med nummeret',
  'notice.number-rests.text':
    'Du laga nettopp eit nytt passord ved hjelp av nummeret som sluttar på {ending}. Nummeret kan brukast igjen {until}. Ventetida gjer at ingen kjem inn berre fordi dei har teke over eit nummer. Hastar det, ta kontakt med {support}, og oppgi saksnummeret nedst på sida.',
  'notice.phone-blocked': 'Mobilen er sperra',
  'notice.phone-blocked.text':
    'Ingen kjem inn med han no. Ring {support}, så får du ein eingongskode når dei veit at det er deg. La denne sida stå open, og oppgi saksnummeret nedst.',
  'way.have-code': 'Eg har fått ein kode',
  'lost.way': 'Mista eller bytt mobil?',
  'lost.heading': 'Kva har skjedd med mobilen?',
  'lost.lead': 'Du kjem inn på ein annan måte, og ingenting du har lagra, blir borte.',
  'lost.new-phone': 'Eg har ny mobil, og har den gamle her',
  'lost.new-phone.use': 'Bruk den gamle éin gong til, så legg vi til den nye.',
  'lost.phone-gone': 'Mobilen er borte',
  'lost.phone-gone.use':
    'Sperr han no. Du blir logga ut andre stader, og kan angre i eit døgn. Dette blir sperra:',
  'lost.phone-away': 'Eg har han ikkje her no',
  'lost.phone-away.use': 'Bruk noko anna i dag. Ingenting blir endra.',
  'mail.methods-changed.subject-number-changed': 'Telefonnummeret på {service}-kontoen din er bytt',
  'mail.methods-changed.number-changed':
    '{method} på kontoen {login} vart bytt ut med eit anna nummer {at}. Det gamle nummeret verkar ikkje lenger.',
  'mail.methods-changed.subject-blocked': 'Ein mobil er sperra på {service}-kontoen din',
  'mail.methods-changed.blocked':
    'Mobilen din vart meld borte {at}. {method} på kontoen {login} er sperra, og du er logga ut andre stader.',
  'mail.methods-changed.subject-restored': 'Ein metode er tilbake på {service}-kontoen din',
  'mail.methods-changed.restored':
    '{method} på kontoen {login} vart teken i bruk igjen {at}, etter å ha vore sletta eller sperra.',
  'security.replace': 'Byt nummer',
  'security.number-changed': 'Nummeret er bytt. Det gamle verkar ikkje lenger.',
  'phone.heading-replace': 'Byt telefonnummer',
  'phone.replaces': 'Det nye nummeret kjem i staden for det som sluttar på {ending}.',
  'security.restored': 'Metoden er tilbake.',
  'ended.heading': 'Sletta det siste døgnet',
  'ended.lead': 'Vart noko sletta eller sperra ved ein feil, kan du ta det tilbake.',
  'ended.removed': 'Sletta {at}.',
  'ended.blocked': 'Sperra {at}.',
  'ended.undo': 'Ta tilbake',
  'mail.alarm.subject-used': 'Naudkontoen {account} er brukt',
  'mail.alarm.subject-sealed': 'Naudkontoen {account} er forsegla på nytt',
  'mail.alarm.used': 'Nokon logga inn med naudkontoen {account} {at}.',
  'mail.alarm.from': 'Det skjedde frå adressa {address}.',
  'mail.alarm.used-what':
    'Var det avtalt, skal kontoen forseglast på nytt etterpå. Var det ikkje avtalt, må de stengje han no.',
  'mail.alarm.sealed': 'Naudkontoen {account} fekk nytt passord og nye kodar {at}.',
  'mail.alarm.sealed-what':
    'Det førre arket verkar ikkje lenger. Var det ikkje avtalt, finn ut kven som gjorde det.',
  'mail.recovery-code.subject': 'Koden din for {service}',
  'mail.recovery-code.code': 'Koden',
  'mail.recovery-code.recover':
    'Nokon, truleg du, vil lage eit nytt passord for {login}. Skriv inn denne koden:',
  'mail.recovery-code.unlock':
    'Nokon, truleg du, vil opne kontoen {login} igjen. Skriv inn denne koden:',
  'mail.recovery-code.lives':
    'Han verkar i {minutes, plural, one {# minutt} other {# minutt}}. Del han aldri med andre.',
  'mail.recovery-code.not-you':
    'Var det ikkje deg? Då treng du ikkje å gjere noko. Ingenting er endra. Får du fleire slike, ta kontakt med {support}.',
  'mail.password-changed.text-forgotten':
    'Passordet til {login} vart bytt {at} av nokon som hadde gløymt det gamle. Alle stader du var logga inn, er logga ut.',
  'factor.identity': 'Stadfesting av kven du er',
  'prove.identity': 'Stadfest med {name}',
  'prove.identity.use': 'Du stadfestar kven du er der, og kjem tilbake hit.',
  'identity.heading': 'Stadfest med {by}',
  'identity.lead': 'Du går til {by}, stadfestar kven du er, og kjem tilbake hit.',
  'identity.kept':
    'Vi får vite fødselsnummeret ditt, held det opp mot det vi har, og lagrar ingenting frå {by}.',
  'identity.go': 'Gå til {by}',
  'identity.leaving': 'Du er på veg til {by}',
  'identity.leaving-lead': 'Skjer det ingenting, trykkjer du på knappen.',
  'identity.came': 'Du er tilbake frå {by}',
  'identity.came-lead': 'Gå vidare, så ser vi på svaret.',
  'identity.on': 'Gå vidare',
  'problem.wrong-identity':
    'Det vart ikkje stadfesta at denne kontoen er din. Sjekk at brukarnamnet er rett, eller vel ein annan måte.',
  'problem.identity-missing': 'Det kom ikkje noko svar. Trykk på knappen for å prøve igjen.',
  'problem.identity-stopped': 'Du avbraut. Prøv igjen når du vil, eller vel ein annan måte.',
  'problem.identity-replaced':
    'Svaret høyrde til eit tidlegare forsøk. Trykk på knappen for å prøve igjen.',
  'problem.identity-expired':
    'Svaret er brukt, eller for gammalt. Trykk på knappen for å prøve igjen.',
  'problem.identity-too-weak':
    'Det du brukte, er ikkje sterkt nok her. Prøv igjen med noko sterkare, eller vel ein annan måte.',
  'problem.identity-failed': 'Svaret kunne ikkje brukast. Prøv igjen, eller vel ein annan måte.',
  'problem.identity-away':
    'Vi får ikkje svar derfrå akkurat no. Vent litt og prøv igjen, eller vel ein annan måte.',
  'prove.leader': 'Spør leiaren din',
  'prove.leader.use': 'Leiaren din stadfestar at det er deg.',
  'factor.leader': 'stadfesting frå leiaren',
  'ask-leader.heading': 'La leiaren din stadfeste at det er deg',
  'ask-leader.lead':
    '{name} får ein e-post frå oss. De snakkar saman, og du les opp eit tal frå denne sida.',
  'ask-leader.told': 'Du får òg ein e-post om at nokon har spurt.',
  'ask-leader.go': 'Spør leiaren din',
  'ask-leader.talk': 'Ring eller snakk med {name}',
  'ask-leader.read': 'Les opp talet:',
  'ask-leader.pair': 'Be {name} seie orda på si side. Dei skal vere «{pair}».',
  'ask-leader.waiting': 'Ventar på svar. {name} må svare innan ein halv time.',
  'ask-leader.yes': '{name} har stadfesta at det er deg',
  'ask-leader.agreed': 'Det gjeld frå {from}',
  'ask-leader.wait': 'Vent her, eller kom tilbake til denne sida då.',
  'ask-leader.why':
    'Vi ventar litt, så den som eig kontoen, rekk å stoppe det om nokon gir seg ut for å vere deg.',
  'ask-leader.done': 'No kan du gå vidare.',
  'ask-leader.no': '{name} svarte at det ikkje er deg',
  'ask-leader.no-lead':
    'Ingenting er endra. Var det ei mistyding, snakkar de saman først. Du kan òg velje ein annan måte, eller ta kontakt med {support}.',
  'ask-leader.over': 'Spørsmålet gjeld ikkje lenger',
  'ask-leader.over-lead':
    'Det kom ikkje noko svar i tide, eller talet vart skrive feil for mange gonger. Du kan spørje på nytt.',
  'ask-leader.again': 'Spør på nytt',
  'vouch.heading': 'Er det {name} som ber om å kome inn igjen?',
  'vouch.lead': 'Ring eller snakk med {name}. Bruk eit nummer du kjenner frå før.',
  'vouch.asked': 'Spurt {at}',
  'vouch.from': 'frå {network}',
  'vouch.elsewhere': 'frå ein stad vi ikkje kjenner',
  'vouch.pair': 'Sei orda «{pair}». Dei skal stå på sida til {name} òg.',
  'vouch.number': 'Talet {name} les opp',
  'vouch.hint': 'Seks siffer. Kan {name} ikkje lese det opp, svarar du nei.',
  'vouch.yes': 'Ja, det er {name}',
  'vouch.no': 'Nei',
  'vouch.agreed': 'Du har stadfesta at det er {name}',
  'vouch.agreed-lead': 'Var det feil? Ta det tilbake, så stoppar vi det med ein gong.',
  'vouch.take-back': 'Nei, ta det tilbake',
  'notice.vouch-yes': 'Takk for svaret',
  'notice.vouch-yes.text':
    'Du er ferdig her. Var det feil, opnar du lenka i e-posten igjen og tek det tilbake.',
  'notice.vouch-no': 'Takk, vi stoppa det',
  'notice.vouch-no.text': 'Ingen kjem inn på det spørsmålet, og eigaren av kontoen får beskjed.',
  'notice.vouch-over': 'Spørsmålet gjeld ikkje lenger',
  'notice.vouch-over.text':
    'Det er for gammalt, det er brukt, eller talet vart skrive feil for mange gonger. Treng nokon deg framleis, spør dei på nytt.',
  'problem.not-vouched-yet':
    'Svaret gjeld ikkje enno. Vent litt, så går denne sida vidare av seg sjølv.',
  'problem.wrong-number': 'Feil tal. Be om å få det lese opp ein gong til.',
  'problem.wrong-number.with':
    'Feil tal. Be om å få det lese opp ein gong til. Du har {triesLeft, plural, one {# forsøk} other {# forsøk}} igjen.',
  'mail.vouch-asked.subject': '{name} treng eit svar frå deg for å kome inn',
  'mail.vouch-asked.text':
    'Nokon som seier at dei er {name} ({account}), ber om å kome inn igjen i {service}. Det hende {at}. Du er leiaren deira, så vi spør deg.',
  'mail.vouch-asked.how':
    'Ring {name} på eit nummer du kjenner frå før, og be om talet på sida. Svar ja berre når du veit kven du snakkar med.',
  'mail.vouch-asked.go': 'Svar ja eller nei',
  'mail.vouch-asked.lives':
    'Du kan svare i {minutes, plural, one {# minutt} other {# minutt}}. Du må vere logga inn, og lenka verkar berre for deg.',
  'mail.vouched.subject-asked': 'Leiaren din er spurd om det er deg',
  'mail.vouched.subject-yes': 'Leiaren din har stadfesta at det er deg',
  'mail.vouched.subject-no': 'Leiaren din svarte at det ikkje er deg',
  'mail.vouched.asked':
    'Nokon, truleg du, vil inn på kontoen {login} og bad {leader} stadfeste at det er deg. Det hende {at}.',
  'mail.vouched.yes':
    '{leader} stadfesta {at} at det er du som vil inn på kontoen {login}. Det gjeld frå {from}.',
  'mail.vouched.no':
    '{leader} svarte {at} at det ikkje er du som vil inn på kontoen {login}. Ingen kom inn.',
  'elsewhere.heading': 'Logg inn med {by}',
  'elsewhere.lead': 'Du går til {by}, loggar inn der, og kjem tilbake hit.',
  'elsewhere.kept': 'Passordet ditt hos {by} får vi aldri sjå.',
  'elsewhere.last': 'Brukt sist',
  'elsewhere.other-name': 'Logg inn på ein annan måte',
  'link.heading': 'Kople til {by}',
  'link.lead': 'Du loggar inn hos {by} og kjem tilbake hit. Etterpå kan du logge inn med {by}.',
  'link.kept': 'Du kan kople frå igjen når du vil. Passordet ditt hos {by} får vi aldri sjå.',
  'factor.elsewhere': 'Innlogging hos ein annan stad',
  'factor.elsewhere.use': 'du loggar inn der og kjem tilbake hit',
  'set-up.elsewhere': 'Kople til ei innlogging du har',
  'set-up.elsewhere.use': 'Slik som Feide. Etterpå kan du logge inn med ho.',
  'prove.elsewhere': 'Logg inn med {name}',
  'prove.elsewhere.use': 'Du loggar inn der, og kjem tilbake hit.',
  'kind.elsewhere': 'innlogging hos ein annan stad',
  'problem.elsewhere-old':
    'Det er for lenge sidan du logga inn der. Trykk på knappen, og logg inn på nytt.',
  'problem.elsewhere-home':
    'Du logga inn med ein konto frå ein annan lærestad eller ein annan arbeidsgivar. Prøv igjen, og vel rett tilhøyrsle.',
  'problem.elsewhere-unknown':
    'Vi fann ingen konto her til den du logga inn med. Prøv ein annan måte, eller ta kontakt med brukarstøtte.',
  'problem.elsewhere-taken':
    'Brukarnamnet finst her frå før. Logg inn slik du pleier. Så kan du kople til under «Innlogging og tryggleik».',
  'problem.elsewhere-reused':
    'Vi er ikkje sikre på at kontoen er din, så vi har stoppa innlogginga. Ta kontakt med brukarstøtte.',
  'problem.elsewhere-another':
    'Du logga inn som ein annan enn den du er her. Prøv igjen med rett konto.',
  'problem.elsewhere-linked': 'Den innlogginga er kopla til ein konto frå før.',
  'problem.password-elsewhere': 'Passordet ditt blir bytt der du loggar inn, og ikkje her.',
  'notice.password-elsewhere': 'Passordet ditt blir bytt ein annan stad',
  'notice.password-elsewhere.text':
    'Du loggar inn med ein konto frå ein annan stad, slik som Feide. Gå til den som gav deg kontoen for å byte passordet eller lage eit nytt.',
}
