// An example's file as it was before the app on the phone: what one has is a code, wherever a test
// is about something else. Must change nothing but who is asked to approve, or where one signs in.

export const withoutApp = (file: string): string =>
  file
    .replaceAll('"push", ', '')
    .replaceAll(/^\[rules\.need\.push\]\n(?:#.*\n)?digits = 2\n/gm, '')
    .replace('"sms", "voice", "codes"]', '"sms", "voice"]')
    .replace(/^owner = .*\nreason = .*\nexpires = .*\n(?=\n\[rules\.need\]\n# A password)/m, '')
    .replace(/^methods = \["second", "app"\]\n(?:.*\n){3}/m, 'methods = ["second"]\n')
    .replaceAll('methods = ["phone", "question", "app"]', 'methods = ["phone", "question"]')

/** The app is one way among the others, and nobody is led to it. */
export const appAmongOthers = (file: string): string =>
  withoutApp(file).replaceAll(
    'accepts = ["password", "passkey"',
    'accepts = ["password", "push", "passkey"',
  )

/** Where nobody has a home organisation that signs them in. */
export const withoutFeide = (file: string): string =>
  file.replace(/\[\[connections\]\]\nid = "feide"\n(?:.+\n)*/, '')
