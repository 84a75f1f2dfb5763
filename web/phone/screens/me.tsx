// «Meg»: the accounts of this phone, whether it may be rung, a new phone, and how to take it away;
// the language. What a lost key means is told here too.
import { useState, type ReactNode } from 'react'
import { Card, Heading, Other, Problem, Quiet } from '../kit/parts.tsx'
import { WhoseAccount } from '../kit/organisation.tsx'
import { sayTrouble } from '../kit/said.ts'
import { browsing, isInstalled } from '../install/here.ts'
import { InstallFromHere } from '../install/to-home-screen.tsx'
import type { Account } from '../protocol/accounts.ts'
import { say as tell } from '../protocol/message.ts'
import { askLeave, leaveToRing, turnOff, turnOn, type Leave } from '../protocol/rings.ts'
import { systemOf } from '../install/which-phone.ts'
import { go } from '../places.ts'
import { forget, refreshAccounts, useApp, useWords } from '../state.ts'
import type { AppKey } from '../words.ts'
import { Languages } from './languages.tsx'
import { whole } from '../kit/whole.tsx'

export function Me(): ReactNode {
  const { words, accounts } = useApp()
  const { say } = words
  return (
    <>
      <Card>
        <Heading>{say('app.me.heading')}</Heading>
        {accounts.length === 0 && <p className="lead">{say('app.me.none')}</p>}
        {accounts.map((account) => (
          <OneAccount key={account.id} account={account} />
        ))}
        <Other press={() => go({ at: 'scan' })}>{say('app.me.add')}</Other>
        {accounts[0] && <InstallFromHere service={accounts[0].service} />}
      </Card>
      <Languages />
    </>
  )
}

function OneAccount({ account }: { readonly account: Account }): ReactNode {
  const words = useWords()
  const { say } = words
  return (
    <section className="own-account">
      <WhoseAccount organisation={account.organisation} account={account.account}>
        <p className="small">
          {say('app.me.phone', { name: account.name })}
          {account.usedAt !== undefined && (
            <>
              <br />
              {words.used(account.usedAt)}
            </>
          )}
        </p>
      </WhoseAccount>
      {account.state === 'over' && <AddAnew account={account} />}
      {account.state === 'adding' && <Unfinished account={account} />}
      {account.state === 'stands' && <Standing account={account} />}
    </section>
  )
}

/** The house does not know this phone any more, or its key did not come along. */
function AddAnew({ account }: { readonly account: Account }): ReactNode {
  const { say } = useWords()
  return (
    <div className="note">
      <b>{say('app.over.heading')}</b>
      <p>{whole(say('app.over.text', { organisation: account.organisation.name }))}</p>
      <Other press={() => go({ at: 'scan' })}>{say('app.begin.scan')}</Other>
      <Quiet press={() => void forget(account)}>{say('app.over.forget')}</Quiet>
    </div>
  )
}

/** Its test was not approved, or its old phone has not given the account away yet. */
function Unfinished({ account }: { readonly account: Account }): ReactNode {
  const { words, looks } = useApp()
  const { say } = words
  const organisation = account.organisation.name
  const isAsked = (looks[account.id]?.requests.length ?? 0) > 0
  return (
    <div className="note">
      <b>{say('app.unfinished.heading')}</b>
      <p>{say(isAsked ? 'app.unfinished.test' : 'app.unfinished.text', { organisation })}</p>
      {isAsked ? (
        <Other press={() => go({ at: 'approve' })}>{say('app.unfinished.test-go')}</Other>
      ) : (
        <Other press={() => go({ at: 'scan' })}>{say('app.begin.scan')}</Other>
      )}
      <Quiet press={() => void forget(account)}>{say('app.over.forget')}</Quiet>
    </div>
  )
}

function Standing({ account }: { readonly account: Account }): ReactNode {
  const words = useWords()
  const { say } = words
  const [problem, setProblem] = useState<string>()
  const [isAsked, setAsked] = useState(false)
  const trying = (act: Promise<unknown>) =>
    act.catch((fault: unknown) => setProblem(sayTrouble(words, fault)))
  const remove = () => void trying(tell(account, 'leave').then(() => forget(account)))
  return (
    <>
      <Rings account={account} trying={trying} />
      <p className="acts">
        <button
          type="button"
          className="ds-link"
          onClick={() => go({ at: 'move', account: account.id })}
        >
          {say('app.me.new-phone')}
        </button>
        <button type="button" className="ds-link" onClick={() => setAsked(!isAsked)}>
          {say('app.me.remove')}
        </button>
      </p>
      {isAsked && (
        <div className="note">
          <p>{say('app.me.remove-lead', { organisation: account.organisation.name })}</p>
          <Other press={remove}>{say('app.me.remove-go')}</Other>
          <Quiet press={() => setAsked(false)}>{say('app.cancel')}</Quiet>
        </div>
      )}
      <Problem {...(problem !== undefined && { text: problem })} />
    </>
  )
}

interface RingsIs {
  readonly account: Account
  readonly trying: (act: Promise<unknown>) => Promise<unknown>
}

/** How to turn it on again, where that cannot be done from here. */
function whyNot(leave: Leave): AppKey | undefined {
  const isIphone = systemOf(browsing) === 'ios'
  if (leave === 'denied') return isIphone ? 'app.me.rings-denied-ios' : 'app.me.rings-denied'
  if (leave !== 'never') return undefined
  return isIphone && !isInstalled() ? 'app.me.rings-home' : 'app.me.rings-never'
}

function Rings({ account, trying }: RingsIs): ReactNode {
  const { say } = useWords()
  const [leave, setLeave] = useState(leaveToRing)
  const [isFailed, setFailed] = useState(false)
  const turn = async () => {
    if (isOn) await turnOff(account)
    else {
      const asked = await askLeave()
      setLeave(asked)
      setFailed(!(await turnOn(account)) && asked === 'granted')
    }
    await refreshAccounts()
  }
  const isOn = account.rings && leave === 'granted'
  const why = whyNot(leave)
  return (
    <div>
      <p>{say(isOn ? 'app.me.rings-on' : 'app.me.rings-off')}</p>
      {why && <p className="small">{say(why, { service: account.service })}</p>}
      {(leave === 'default' || leave === 'granted') && (
        <Quiet press={() => void trying(turn())}>
          {say(isOn ? 'app.me.turn-off' : 'app.me.turn-on')}
        </Quiet>
      )}
      <Problem {...(isFailed && { text: say('app.me.rings-failed') })} />
    </div>
  )
}
