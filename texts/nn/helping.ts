// Nynorsk: what the helpdesk has done, as it is told to the person.
export const helping = {
  'mail.helped.subject': 'Brukarstøtte har gjort noko med {service}-kontoen din',
  'mail.helped.unlock': 'Kontoen {login} var låst etter feil forsøk. Brukarstøtte opna han {at}.',
  'mail.helped.freeze':
    'Brukarstøtte stengde kontoen {login} {at}. Ingen kan logge inn på han før nokon har sett på saka.',
  'mail.helped.unfreeze': 'Brukarstøtte opna kontoen {login} igjen {at}. Du kan logge inn som før.',
  'mail.helped.forget-browsers':
    'Brukarstøtte bad alle nettlesarar om å gløyme kontoen {login} {at}. Neste gong du loggar inn, blir du spurd om alt.',
  'mail.helped.not-asked': 'Har du ikkje bedt om dette? Ta kontakt med ein gong: {support}.',
}
