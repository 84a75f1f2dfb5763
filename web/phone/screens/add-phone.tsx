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
import { approve } from '../protocol/answering.ts'
import { placeToRing, turnOn } from '../protocol/rings.ts'
import type { Peeked } from '../protocol/spoken.ts'
import { wordOf } from '../protocol/trouble.ts'
import { goBackTo, goInstead, rememberDone } from '../places.ts'
import { answered, dropOver, look, noteUse, useApp, useWords } from '../state.ts'
import { AnswerGiven, type Given } from './answer-given.tsx'
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

interface AddPhoneIs {
  readonly code: string
  /** What the page has that led here, on this very phone: then no number is asked. */
  readonly here?: string
}

/** Added from the Home Screen meanwhile: the window that showed how leads back to the page. */
function useReturn({ code, here }: AddPhoneIs): void {
  useEffect(() => {
    if (here === undefined || isInstalled()) return
    const lookAgain = () => {
      if (document.hidden) return
      peek(code).catch((fault: unknown) => wordOf(fault) === 'code-used' && goBackTo(code))
    }
    document.addEventListener('visibilitychange', lookAgain)
    return () => document.removeEventListener('visibilitychange', lookAgain)
  }, [code, here])
}

const ringsMostMs = 5000

/** The page showed it, the press on it led here, and the lock was just used: that is the test. */
async function approveHere({ account, request }: AddedHere, seen: string): Promise<Given> {
  const { is } = await approve(account, request, { seen }, undefined)
  if (is === 'approved') await noteUse(account).catch(() => undefined)
  answered(account, request)
  return is
}

export function AddPhone({ code, here }: AddPhoneIs): ReactNode {
  const words = useWords()
  const peeking = usePeek(code)
  const [isSkipped, setSkipped] = useState(false)
  const [added, setAdded] = useState<AddedHere>()
  const [given, setGiven] = useState<Given>()
  useReturn({ code, ...(here !== undefined && { here }) })
  if (added && given)
    return <AnswerGiven account={added.account} given={given} isTest back={code} />
  if (added) return <Requested {...added} {...(here !== undefined && { seen: here, back: code })} />
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
    return (
      <ToHomeScreen peeked={peeked} isHere={here !== undefined} skip={() => setSkipped(true)} />
    )
  const add: Add = async (lock) => {
    const system = systemOf(browsing)
    const name = deviceName(browsing) || words.say('app.add.other-device')
    const where = placeToRing(peeked.ringKey)
    const made = await addPhone({ code, peeked, name, system, lock, rings: where })
    const { account } = made
    rememberDone(code)
    await lockAs(account)
    await dropOver(account)
    if (here === undefined) setAdded(made)
    const rings = made.rings ?? turnOn(account).catch(() => false)
    if (here === undefined) {
      await rings
      return void (await look(account))
    }
    // Where it does not come through it is asked for, by a press and without a number.
    setGiven(await approveHere(made, here).catch(() => undefined))
    // Whoever goes back at once is not rung; but nobody waits long for a push service.
    await Promise.race([rings, new Promise((later) => setTimeout(later, ringsMostMs))])
    await look(account)
    setAdded(made)
  }
  return <ConfirmPhone peeked={peeked} isHere={here !== undefined} add={add} />
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
