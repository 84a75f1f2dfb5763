// «Apper»: the same tiles as on the start page, for each account of this phone.
import { useEffect, useState, type ReactNode } from 'react'
import { Card, Heading } from '../kit/parts.tsx'
import { Letter, WhoseAccount } from '../kit/organisation.tsx'
import { troubleText } from '../kit/said.ts'
import type { Account } from '../protocol/accounts.ts'
import { say as ask } from '../protocol/message.ts'
import type { Tile } from '../protocol/spoken.ts'
import { wordOf } from '../protocol/trouble.ts'
import { useApp, useWords } from '../state.ts'

export function Apps(): ReactNode {
  const { words, accounts } = useApp()
  return (
    <Card>
      <Heading>{words.say('app.apps.heading')}</Heading>
      {accounts
        .filter(({ state }) => state !== 'over')
        .map((account) => (
          <TilesOf key={account.id} account={account} isAlone={accounts.length === 1} />
        ))}
    </Card>
  )
}

interface TilesIs {
  readonly account: Account
  readonly isAlone: boolean
}

function TilesOf({ account, isAlone }: TilesIs): ReactNode {
  const words = useWords()
  const [tiles, setTiles] = useState<readonly Tile[]>()
  const [problem, setProblem] = useState<string>()
  useEffect(() => {
    let isOurs = true
    ask<{ apps: readonly Tile[] }>(account, 'apps').then(
      ({ apps }) => isOurs && setTiles(apps),
      (fault: unknown) => isOurs && setProblem(troubleText(words, wordOf(fault))),
    )
    return () => {
      isOurs = false
    }
  }, [account.id])
  return (
    <section className="rooms">
      {!isAlone && <WhoseAccount organisation={account.organisation} account={account.account} />}
      {problem !== undefined && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {tiles?.length === 0 && <p className="lead">{words.say('app.apps.none')}</p>}
      <ul className="tiles">
        {tiles?.map(({ name, address, color }) => (
          <li key={address}>
            <a href={safeAddress(address)} target="_blank" rel="noreferrer">
              <Letter name={name} {...(color !== undefined && { color })} />
              <span>{name}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What a house has written is an address of the web, or leads nowhere. */
const safeAddress = (address: string): string => (/^https?:\/\//.test(address) ? address : '/app/')
