// Adding this phone, from the code to the test: whose it is, the Home Screen on an iPhone, leave to
// ring and the lock, and then a first approval. Must never begin anew what the house has taken.
import { useEffect, useState, type ReactNode } from 'react'
import { lockAs } from '../codes/vault.ts'
import { browsing, isInside, isInstalled } from '../install/here.ts'
import { InOtherApp, ToHomeScreen } from '../install/to-home-screen.tsx'
import { deviceName, systemOf } from '../install/which-phone.ts'
import { Card, Heading, Problem, Quiet } from '../kit/parts.tsx'
import { sayTrouble } from '../kit/said.ts'
import { addPhone, peek, type AddedHere } from '../protocol/adding.ts'
import { turnOn } from '../protocol/rings.ts'
import type { Peeked } from '../protocol/spoken.ts'
import { goInstead, rememberDone } from '../places.ts'
import { dropOver, look, useApp, useWords } from '../state.ts'
import { CodeField } from './begin.tsx'
import { ConfirmPhone, type Add } from './confirm-phone.tsx'
import { Requested } from './requested.tsx'

type Peeking =
  | { readonly is: 'asked' }
  | { readonly is: 'found'; readonly peeked: Peeked }
  | { readonly is: 'not'; readonly fault: unknown }

function usePeek(code: string): Peeking {
  const [peeking, setPeeking] = useState<Peeking>({ is: 'asked' })
  useEffect(() => {
    let isOurs = true
    const tell = (found: Peeking) => isOurs && setPeeking(found)
    peek(code).then(
      (peeked) => tell({ is: 'found', peeked }),
      (fault: unknown) => tell({ is: 'not', fault }),
    )
    return () => {
      isOurs = false
    }
  }, [code])
  return peeking
}

export function AddPhone({ code }: { readonly code: string }): ReactNode {
  const words = useWords()
  const peeking = usePeek(code)
  const [isSkipped, setSkipped] = useState(false)
  const [added, setAdded] = useState<AddedHere>()
  if (added) return <Requested {...added} />
  if (isInside()) return <InOtherApp />
  if (peeking.is === 'asked')
    return (
      <Card>
        <Heading>{words.say('app.add.looking')}</Heading>
      </Card>
    )
  if (peeking.is === 'not') return <NoSuchCode text={sayTrouble(words, peeking.fault)} />
  const { peeked } = peeking
  const isIphone = systemOf(browsing) === 'ios'
  if (isIphone && !isInstalled() && !isSkipped)
    return <ToHomeScreen peeked={peeked} skip={() => setSkipped(true)} />
  const add: Add = async (lock) => {
    const system = systemOf(browsing)
    const name = deviceName(browsing) || words.say('app.add.other-device')
    const here = await addPhone({ code, peeked, name, system, lock })
    rememberDone(code)
    await lockAs(here.account)
    await dropOver(here.account)
    setAdded(here)
    await turnOn(here.account).catch(() => false)
    await look(here.account)
  }
  return <ConfirmPhone peeked={peeked} add={add} />
}

function NoSuchCode({ text }: { readonly text: string }): ReactNode {
  const { words, accounts } = useApp()
  return (
    <>
      <Card>
        <Heading>{words.say('app.add.not-found')}</Heading>
        <Problem text={text} />
        {accounts.length > 0 && (
          <Quiet press={() => goInstead({ at: 'approve' })}>{words.say('app.back-to-app')}</Quiet>
        )}
      </Card>
      <CodeField />
    </>
  )
}
