// The seconds as they go, for what is shown with a time. Stands still while nobody looks.
import { useEffect, useState } from 'react'

const readEveryMs = 1000

export function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => document.hidden || setNow(Date.now()), readEveryMs)
    return () => clearInterval(timer)
  }, [])
  return now
}
