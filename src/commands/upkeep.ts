// `keys`, `epoch` and `messages`: what whoever runs the house looks after.
import { raiseEpoch } from '../domain/events/epoch.ts'
import { retryMessage } from '../domain/messages/messages.ts'
import { retireSigningKey, rotateSigningKeys } from '../domain/signing/signing-keys.ts'
import { messagesInState } from '../store/messages.ts'
import { type Command, Misunderstood, onlyWord, textOption } from './command.ts'

export const keysRotate: Command = {
  words: 'keys rotate',
  takes: '[--saml]',
  says:
    'Lets the next signing key take over. The present one goes on verifying until its last ' +
    'token has run out. --saml turns the one that signs for SAML applications: see first that ' +
    'each of them has read our metadata since the next key came to stand there.',
  options: { saml: { type: 'boolean' } },
  async run(called) {
    const { moment } = await called.moment()
    const purpose = called.options['saml'] === true ? 'saml' : 'tokens'
    const rotation = await rotateSigningKeys(moment, purpose)
    if (rotation.is === 'rotated') {
      called.say(`These keys sign from now: ${rotation.kids.join(', ')}.`)
      return 0
    }
    called.complain(
      `Too early: applications may not know the next key before ` +
        `${rotation.from.toISOString()}. Nothing was changed.`,
    )
    return 1
  },
}

export const keysRetire: Command = {
  words: 'keys retire',
  takes: 'KID',
  says: 'Takes a signing key out of use at once. What it signed is refused from now on.',
  async run(called) {
    const { moment } = await called.moment()
    const kid = onlyWord(called, 'The key')
    if ((await retireSigningKey(moment, kid)) === 'retired') {
      called.say(`${kid} is retired.`)
      return 0
    }
    called.complain(
      `${kid} is no key that can be retired: it is unknown, or it signs now (rotate first).`,
    )
    return 1
  },
}

export const epochRaise: Command = {
  words: 'epoch raise',
  takes: '--because TEXT',
  says:
    'Ends every session, visit, letter, code and token at once, with all PINs, passes and ' +
    'recovery codes: after a restore, or when a key may be known to others.',
  options: { because: { type: 'string' } },
  async run(called) {
    const because = textOption(called, 'because')
    if (!because) throw new Misunderstood('Say why with --because: it is written down')
    const { moment } = await called.moment()
    called.say(`The epoch is ${await raiseEpoch(moment, because)}. Everybody signs in anew.`)
    return 0
  },
}

export const messagesDead: Command = {
  words: 'messages dead',
  takes: '',
  says: 'Lists the messages that could not be delivered, and why. Addresses are not shown.',
  async run(called) {
    const { moment } = await called.moment()
    const dead = await messagesInState(moment.db, 'dead', 500)
    for (const row of dead) {
      called.say(
        `  ${row.id}  ${row.kind}, ${row.channel}, ${row.tries} tries: ${row.last_problem ?? ''}`,
      )
    }
    called.say(`${dead.length} dead messages.`)
    return 0
  },
}

export const messagesRetry: Command = {
  words: 'messages retry',
  takes: 'ID | --all',
  says: 'Lays dead messages in the outbox again.',
  options: { all: { type: 'boolean' } },
  async run(called) {
    const { moment } = await called.moment()
    const ids =
      called.options['all'] === true
        ? (await messagesInState(moment.db, 'dead', 10_000)).map((row) => row.id)
        : [onlyWord(called, 'The message')]
    let again = 0
    for (const id of ids) if (await retryMessage(moment, id)) again += 1
    called.say(`${again} of ${ids.length} laid in the outbox again.`)
    return again === ids.length ? 0 : 1
  },
}
