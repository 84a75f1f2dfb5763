// The code that a caller reads out: whose page shows it, and the words to say back. Wrong ones are
// counted for whoever types them. Must never tell of a code that was typed before.
import { z } from 'zod'
import { isVerified, takeCaller } from '../../domain/people/helping/callers.ts'
import { countTry } from '../../domain/throttles/throttles.ts'
import { forgive } from '../../domain/throttles/forgiving.ts'
import type { Try } from '../../domain/throttles/counts.ts'
import { languages } from '../../shapes/language.ts'
import { say } from '../../../texts/index.ts'
import { adminRoute } from './route.ts'

export const callers = adminRoute({
  method: 'POST',
  path: '/admin/api/callers',
  right: 'help',
  asks: z.strictObject({
    code: z.string().trim().min(1).max(40),
    language: z.enum(languages).optional(),
  }),
  async does({ code, language: asked }, { moment, by }) {
    const tried: Try = { purpose: 'caller', account: by.id, familiar: false }
    const { waitUntil } = await countTry(moment, tried)
    if (waitUntil) return { found: false, waitUntil: waitUntil.toISOString() }
    const caller = await takeCaller(moment, by, code)
    if (!caller) return { found: false }
    await forgive(moment, tried)
    const language = asked ?? moment.language
    const { person, shown, pair } = caller
    const wordAt = (list: 'pair.colours' | 'pair.animals', at: number): string =>
      say(language, list).split('|')[at] ?? ''
    return {
      found: true,
      words: `${wordAt('pair.colours', pair[0])} ${wordAt('pair.animals', pair[1])}`,
      shown,
      isVerified: isVerified(shown),
      ...(person && {
        person: { login: person.login, name: `${person.firstName} ${person.familyName}` },
      }),
    }
  },
})
