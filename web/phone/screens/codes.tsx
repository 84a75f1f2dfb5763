// «Koder»: the organisation's and any other, with the seconds left in words. Works without a net.
import { useEffect, useState, type ReactNode } from 'react'
import { copy } from '../../copy.ts'
import { codeOf, inGroups, type ShownCode } from '../codes/code.ts'
import { countCodes, deleteCode, readCodes, type KeptCode } from '../codes/vault.ts'
import { useNow } from '../kit/clock.ts'
import { Card, Heading, Main, Other, Quiet } from '../kit/parts.tsx'
import { Letter } from '../kit/organisation.tsx'
import { takeHouseCodes } from '../codes/house-codes.ts'
import { go } from '../places.ts'
import { set, useApp, useWords } from '../state.ts'
import { Unlocked } from './unlocked.tsx'

export function Codes(): ReactNode {
  const { words, codes, looks } = useApp()
  const isAnyComing = Object.values(looks).some((look) => look.codes !== undefined)
  if (codes === 0 && !isAnyComing) return <NoCodes />
  return (
    <Unlocked>
      <Card>
        <Heading>{words.say('app.codes.heading')}</Heading>
        <List />
        <Quiet press={() => go({ at: 'add-code' })}>{words.say('app.codes.add')}</Quiet>
      </Card>
    </Unlocked>
  )
}

function NoCodes(): ReactNode {
  const { say } = useWords()
  return (
    <Card>
      <Heading>{say('app.codes.heading')}</Heading>
      <p className="lead">{say('app.codes.none')}</p>
      <Main press={() => go({ at: 'scan' })}>{say('app.codes.scan')}</Main>
      <Quiet press={() => go({ at: 'add-code' })}>{say('app.codes.type')}</Quiet>
    </Card>
  )
}

function List(): ReactNode {
  const { codes } = useApp()
  const [kept, setKept] = useState<readonly KeptCode[]>([])
  useEffect(() => {
    let isOurs = true
    void takeHouseCodes()
      .then(readCodes)
      .then((read) => isOurs && setKept(read))
    return () => {
      isOurs = false
    }
  }, [codes])
  const now = useNow()
  return (
    <ul className="list codes-kept">
      {kept.map((code) => (
        <Code key={code.id} code={code} now={now} />
      ))}
    </ul>
  )
}

function useCode(code: KeptCode, now: number): ShownCode | undefined {
  const [shown, setShown] = useState<ShownCode>()
  useEffect(() => {
    let isOurs = true
    void codeOf(code, now).then((made) => isOurs && setShown(made))
    return () => {
      isOurs = false
    }
  }, [code, now])
  return shown
}

const soonSeconds = 10

function Code({ code, now }: { readonly code: KeptCode; readonly now: number }): ReactNode {
  const { words, accounts } = useApp()
  const { say } = words
  const shown = useCode(code, now)
  const [told, setTold] = useState<string>()
  const [isAsked, setAsked] = useState(false)
  const whose = accounts.find(({ id }) => id === code.from)?.organisation
  const name = code.issuer || code.label || say('app.codes.nameless')
  if (!shown) return undefined
  const take = () =>
    void copy(shown.now).then((isCopied) =>
      setTold(say(isCopied ? 'app.codes.copied' : 'app.codes.not-copied')),
    )
  const remove = async () => {
    await deleteCode(code.id)
    set({ codes: await countCodes() })
  }
  const isSoon = shown.secondsLeft <= soonSeconds
  return (
    <li>
      <Letter {...whose} name={name} />
      <div>
        <b>{name}</b>
        {code.label !== '' && <p className="small">{code.label}</p>}
        <p className="digits">{inGroups(shown.now)}</p>
        <p className="small">
          {say('app.codes.left', { seconds: shown.secondsLeft })}
          {isSoon && ` · ${say('app.codes.next', { code: inGroups(shown.next) })}`}
        </p>
        <p className="acts">
          <button
            type="button"
            className="ds-link"
            aria-label={say('app.codes.copy-of', { name })}
            onClick={take}
          >
            {say('app.codes.copy')}
          </button>
          <button
            type="button"
            className="ds-link"
            aria-label={say('app.codes.delete-of', { name })}
            onClick={() => setAsked(!isAsked)}
          >
            {say('app.codes.delete')}
          </button>
        </p>
        {isAsked && (
          <div className="note">
            <p>{say('app.codes.delete-lead')}</p>
            <Other press={() => void remove()}>{say('app.codes.delete-go')}</Other>
            <Quiet press={() => setAsked(false)}>{say('app.cancel')}</Quiet>
          </div>
        )}
        <p className="small" role="status">
          {told}
        </p>
      </div>
    </li>
  )
}
