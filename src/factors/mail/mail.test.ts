import { expect, test } from 'vitest'
import { openFactorStage } from '../../../test/factors/factor-stage.ts'
import { aboutIn, factorSuite } from '../../../test/factors/factor-suite.ts'
import { digitsFrom } from '../../lib/digest.ts'
import { maskMail } from '../../lib/names/mask-mail.ts'
import type { About } from '../factor.ts'
import { mail, type MailKept } from './mail.ts'

const stage = openFactorStage()

const drawn = ({ draw, method, open }: About<MailKept>): string =>
  digitsFrom(draw(`mail ${method?.kept.address} ${open?.round ?? 0}`), 6)

factorSuite(
  {
    factor: mail,
    keeps: async () => ({
      mine: { address: 'kari@fjordvik.example' },
      another: { address: 'ola@fjordvik.example' },
    }),
    right: (about) => ({ code: drawn(about) }),
    wrong: [{ code: '000000' }, { code: '１２３４５６' }, { code: '1' }],
    empty: [{}, { code: '' }, { code: ' ' }],
  },
  stage,
)

const method = {
  id: 'known',
  factor: 'mail',
  ageSeconds: 0,
  kept: { address: 'kari@fjordvik.example' },
}

test('a page shows no more of an address than its owner knows again', () => {
  const about = aboutIn<MailKept>('one', { method })
  expect(mail.prove.screen(about, stage.moment())).toMatchObject({ to: 'k•••@fjordvik.example' })
  expect(maskMail('æ@b.example')).toBe('æ•••@b.example')
  expect(maskMail('no sign of it')).toBe('•••')
})

test('nobody without an address is sent anything, and is told so where that may be told', async () => {
  const asked = await mail.prove.ask?.(aboutIn<MailKept>('one'), stage.moment(), { round: 1 })
  expect(asked).toEqual({ problem: { code: 'no-mail' } })
})
