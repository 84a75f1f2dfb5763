// Bokmål: what the helpdesk has done, as it is told to the person.
export const helping = {
  'mail.helped.subject': 'Brukerstøtte har gjort noe med {service}-kontoen din',
  'mail.helped.unlock': 'Kontoen {login} var låst etter feil forsøk. Brukerstøtte åpnet den {at}.',
  'mail.helped.freeze':
    'Brukerstøtte stengte kontoen {login} {at}. Ingen kan logge inn på den før noen har sett på saken.',
  'mail.helped.unfreeze':
    'Brukerstøtte åpnet kontoen {login} igjen {at}. Du kan logge inn som før.',
  'mail.helped.forget-browsers':
    'Brukerstøtte ba alle nettlesere om å glemme kontoen {login} {at}. Neste gang du logger inn, blir du spurt om alt.',
  'mail.helped.not-asked': 'Har du ikke bedt om dette? Ta kontakt med en gang: {support}.',
} as const
