// The closed list of events: a name in the past tense, a sentence for people, and the facts it
// keeps.
import { z } from 'zod'
import {
  id,
  word,
  words,
  time,
  count,
  number,
  yes,
  line,
  decided,
  letter,
  method,
  message,
  logout,
  key,
} from './event-shapes.ts'

const kind = <Shape extends z.ZodType>(says: string, shape: Shape) => ({ says, shape })

export const eventKinds = {
  'signin.decided': kind('The Policy was asked whether the door opens, with these facts.', decided),
  'visit.left': kind(
    'The person went back to the application without coming in, and it was told so.',
    z.strictObject({ flow: word, application: word.optional() }),
  ),
  'consent.given': kind(
    'The person let an application that is not ours know something, or act in their name.',
    z.strictObject({ application: word, knows: words, acts: count }),
  ),
  'consent.withdrawn': kind(
    'The person took back what an application that is not ours might know; its tokens ended.',
    z.strictObject({ application: word, knows: words, acts: count }),
  ),
  'visit.handed-over': kind(
    'Setting up went on on another device, which can set up one method and nothing else.',
    z.strictObject({ flow: word, device: word }),
  ),
  'session.started': kind(
    'A browser came in.',
    z.strictObject({
      session: id,
      acr: word,
      stays: yes,
      browser: id.optional(),
      rotatedFrom: id.optional(),
    }),
  ),
  'session.ended': kind(
    'A browser went out, or was put out.',
    z.strictObject({ session: id, because: word, everywhere: yes.optional() }),
  ),
  'browser.remembered': kind(
    'A browser was asked to spare its person the second proof, after two were shown.',
    z.strictObject({ browser: id, session: id }),
  ),
  'browser.forgotten': kind(
    'A browser spares its person the second proof no longer.',
    z.strictObject({ browser: id, because: word }),
  ),
  'proof.given': kind(
    'Something was shown, and it was right.',
    z.strictObject({
      factor: word,
      method: id.optional(),
      flow: word.optional(),
      application: word.optional(),
    }),
  ),
  'proof.failed': kind(
    'Something was shown, and it was wrong; a start code is told as the letter. The person is kept ' +
      'only where the name belongs to one.',
    z.strictObject({
      factor: word,
      problem: word,
      method: id.optional(),
      flow: word.optional(),
      application: word.optional(),
      /** What another house said, where that was not to be believed or not enough. */
      because: word.optional(),
      familiar: yes.optional(),
    }),
  ),
  'proof.held-back': kind(
    'Too many wrong answers: the next one has to wait. Told when the wait begins, and again when ' +
      'ten, a hundred, a thousand … were turned away in it.',
    z.strictObject({ factor: word, by: word, until: time, turnedAway: count.optional() }),
  ),
  'account.unlocked': kind(
    'Whoever waited after wrong passwords has proven another way that it was them, and waits no ' +
      'more. It opened nothing else.',
    z.strictObject({ by: words }),
  ),
  'break-glass.sealed': kind(
    'An account behind glass was given a new sealed password and a new sheet of codes.',
    z.strictObject({}),
  ),
  'break-glass.used': kind(
    'Somebody came in by an account behind glass. Everybody who holds a right is told.',
    z.strictObject({}),
  ),
  'application.held-back': kind(
    'Too many wrong secrets or signatures of an application from one address: the next ones are ' +
      'turned away. Whoever has the right one is not held back.',
    z.strictObject({ application: word, until: time }),
  ),
  'letter.sent': kind('A letter with a link and a start code was made and sent.', letter),
  'letter.opened': kind(
    'A letter was opened by a press. Fetching the address opens nothing.',
    letter,
  ),
  'letter.spent': kind('A letter was used up by an activation.', letter),
  'letter.superseded': kind('A letter was put out of use by a newer one.', letter),
  'method.restored': kind(
    'A method that was taken away or blocked was taken back within a day.',
    z.strictObject({ method: id, factor: word, because: word }),
  ),
  'password.changed': kind('A new password was taken into use.', z.strictObject({ because: word })),
  'password.refused': kind(
    'A new password did not meet the rules. The password itself is not kept.',
    z.strictObject({ because: word, problem: word }),
  ),
  'person.imported': kind(
    'A person was made from a list.',
    z.strictObject({ organisation: word, groups: words.optional(), line: count.optional() }),
  ),
  'person.state-changed': kind(
    'A person was opened, locked, suspended or removed.',
    z.strictObject({ from: word, to: word, because: line.optional() }),
  ),
  'person.looked-up': kind(
    'Somebody was told how it stands with a person: what was asked about, and nothing of the answer.',
    z.strictObject({
      about: word,
      application: word.optional(),
      from: z
        .string()
        .regex(/^[\da-f.:]{2,45}$/)
        .optional(),
      at: time.optional(),
      browser: word.optional(),
      wants: word.optional(),
      /** How many a search has shown. */
      count: count.optional(),
    }),
  ),
  'challenge.made': kind(
    'Somebody was asked elsewhere for their word about this person: who, and as what.',
    z.strictObject({ challenge: id, about: word, asked: id }),
  ),
  'challenge.answered': kind(
    'Whoever was asked has said yes or no; a no after a yes took it back.',
    z.strictObject({
      challenge: id,
      about: word,
      outcome: z.enum(['yes', 'no']),
    }),
  ),
  'challenge.failed': kind(
    'Whoever was asked typed another number than the one on the page that asks.',
    z.strictObject({ challenge: id, about: word, left: count }),
  ),
  'challenge.collected': kind(
    'The yes of whoever was asked became a proof in the visit that waited for it.',
    z.strictObject({ challenge: id, about: word }),
  ),
  'phone.asked': kind(
    'The phones of a person were asked to approve.',
    z.strictObject({ challenge: id }),
  ),
  'phone.denied': kind(
    'A phone has said no: as `because`, that it is somebody else who asks.',
    z.strictObject({ challenge: id, method: id, because: word.optional() }),
  ),
  'phone.wrong-number': kind(
    'Another number was typed on a phone than the one on the page that asks: the request is over.',
    z.strictObject({ challenge: id, method: id }),
  ),
  'phone.out-of-step': kind(
    'A message of a phone came after none that was heard, and was no old one: its key is in two ' +
      'places. The phone counts no more.',
    z.strictObject({ method: id }),
  ),
  'caller.met': kind(
    'Whoever helps has typed the code that a caller read out: what the page of the caller had shown ' +
      'of them.',
    z.strictObject({ shown: word }),
  ),
  'person.helped': kind(
    "Somebody at the helpdesk, or a command, did something to a person's account: what, the " +
      'written reason, and what the caller had shown. It stands beside the event of the change.',
    z.strictObject({ act: word, reason: line.optional(), caller: word, method: id.optional() }),
  ),
  'person.arrived': kind(
    'An account was made for somebody who came from another house, as the rule of that connection says.',
    z.strictObject({ connection: word, organisation: word, groups: words }),
  ),
  'arrival.stopped': kind(
    'Somebody whom another house had named was not let in: it means somebody else by a name that is ' +
      'known here, or the account has a link already. Whoever it is about is named; the name is not.',
    z.strictObject({ connection: word, because: word }),
  ),
  'arrival.cleared': kind(
    'A command forgot whom another house meant by a name: whoever comes by it next is new.',
    z.strictObject({ connection: word, reason: line }),
  ),
  'person.changed': kind(
    'A list brought a new address or number of somebody who is here. Never which.',
    z.strictObject({ what: words, line: count }),
  ),
  'address.added': kind(
    'Somebody who helps added an address or a number to a person. It counts for nothing before the ' +
      'time, or before a second one has confirmed it. Never the address.',
    z.strictObject({ address: id, about: word, countsFrom: time }),
  ),
  'address.confirmed': kind(
    'A second one who helps confirmed an address or a number that another had added.',
    z.strictObject({ address: id, about: word }),
  ),
  'address.taken-back': kind(
    'An address or a number that somebody who helps had added was taken back.',
    z.strictObject({ address: id, about: word }),
  ),
  'opening.asked': kind(
    'Somebody who helps asked that a frozen account be opened. A second one opens it.',
    z.strictObject({ reason: line }),
  ),
  'person.language-chosen': kind('A person chose a language.', z.strictObject({ language: word })),
  'method.enrolled': kind('A method was set up.', method),
  'method.removed': kind('A method was removed or used up.', method),
  'method.renamed': kind('A person gave a method another name.', method),
  'method.preferred': kind('A person chose which method is asked first.', method),
  'method.put-off': kind(
    'Setting up a method was put off, as the rule allows.',
    z.strictObject({ wish: word, times: count }),
  ),
  'person.no-smartphone': kind(
    'A person said that they have no phone for an app, and is asked for something else.',
    z.strictObject({}),
  ),
  'phone.ring-ended': kind(
    'A push service knew a phone no longer. It is not rung until it has said where, and approves ' +
      'as before.',
    z.strictObject({ phone: id }),
  ),
  'phone.ring-refused': kind(
    'A phone wished to be rung at a push service that this house does not call (PORTVAKT_PUSH_HOSTS). It ' +
      'approves as others do, and is not rung.',
    z.strictObject({ host: line }),
  ),
  'phone.ring-put-off': kind(
    'A push service put off or refused a ring, and why. The phone is not rung until then.',
    z.strictObject({ phone: id, because: word, until: time }),
  ),
  'code.sent': kind(
    'A code was given to a gateway, and what it said. Never the code, never the number.',
    z.strictObject({
      factor: word,
      channel: word,
      outcome: word,
      gateway: word.optional(),
      because: line.optional(),
    }),
  ),
  'account.frozen': kind(
    'Somebody who was told of a change said that it was not them: the account is closed until ' +
      'somebody has looked at it.',
    z.strictObject({ because: word }),
  ),
  'pass.given': kind(
    'Somebody at the helpdesk, or a leader, gave a person a code for a while. Never the code.',
    z.strictObject({ method: id, expiresAt: time, uses: count }),
  ),
  'seeds.imported': kind(
    'Code tokens were brought in from a list, and how many lines of it were bad.',
    z.strictObject({ count, bad: count }),
  ),
  'method.rested': kind('A method rests after too many wrong answers in a row.', method),
  'configuration.applied': kind(
    'A configuration was brought into force. The lines say what became different.',
    z.strictObject({
      version: count,
      digest: z
        .string()
        .regex(/^[\w+/=-]{1,64}$/)
        .optional(),
      changes: z.array(line).max(500),
      changed: count.optional(),
    }),
  ),
  'key.made': kind('A signing key was made.', key),
  'key.rotated': kind('A signing key took over.', key),
  'key.retired': kind('A signing key was taken out of use.', key),
  'message.sent': kind('A message was taken over by the next house.', message),
  'message.dead': kind(
    'A message could not be delivered and waits for somebody to look.',
    message.extend({ because: line }),
  ),
  'message.retried': kind('Somebody asked for a dead message to be tried again.', message),
  'logout.told': kind('An application was told that a session has ended.', logout),
  'logout.failed': kind(
    'An application could not be told that a session has ended.',
    logout.extend({ because: line }),
  ),
  'tokens.issued': kind(
    'An application got tokens.',
    z.strictObject({
      application: word,
      grant: word,
      session: id.optional(),
      scopes: words.optional(),
    }),
  ),
  'assertion.issued': kind(
    'A SAML application was told who somebody is, and by how strong a sign-in.',
    z.strictObject({ application: word, session: id, context: line }),
  ),
  'tokens.revoked': kind(
    'Tokens were taken back.',
    z.strictObject({ application: word.optional(), because: word, session: id.optional() }),
  ),
  'tokens.reused': kind(
    'A token that was used up was shown again: everything that came from it is taken back.',
    z.strictObject({ application: word, session: id.optional() }),
  ),
  'epoch.raised': kind(
    'The security epoch was raised: everything older is dead.',
    z.strictObject({ epoch: number, because: line }),
  ),
} as const

export type EventKind = keyof typeof eventKinds
export type EventFacts<Kind extends EventKind> = z.input<(typeof eventKinds)[Kind]['shape']>
