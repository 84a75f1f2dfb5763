// `passwords`: what whoever runs the house does with lists of leaked ones. Nothing is fetched here.
import { packBreached } from '../lib/strength/breached-pack.ts'
import { type Command, Misunderstood } from './command.ts'

export const passwordsPack: Command = {
  words: 'passwords pack',
  takes: 'FOLDER FILE',
  says: 'Packs a folder of range files of leaked passwords into one file, for `passwords.leaked`.',
  async run(called) {
    const [folder, path, ...more] = called.words
    if (!folder || !path || more.length > 0) {
      throw new Misunderstood('The folder or the file is missing, or there is too much')
    }
    const count = await packBreached(folder, path)
    called.say(`${count} leaked passwords are packed into ${path}.`)
    return 0
  },
}
