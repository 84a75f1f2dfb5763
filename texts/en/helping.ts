// English: what the helpdesk has done, as it is told to the person.
export const helping = {
  'mail.helped.subject': 'The helpdesk has changed something in your {service} account',
  'mail.helped.unlock':
    'The account {login} was locked after wrong attempts. The helpdesk opened it on {at}.',
  'mail.helped.freeze':
    'The helpdesk closed the account {login} on {at}. Nobody can sign in to it until somebody has looked at the case.',
  'mail.helped.unfreeze':
    'The helpdesk opened the account {login} again on {at}. You can sign in as before.',
  'mail.helped.forget-browsers':
    'The helpdesk made every browser forget the account {login} on {at}. Next time you sign in, you are asked for everything.',
  'mail.helped.not-asked': 'Did you not ask for this? Get in touch at once: {support}.',
}
