// Which methods an organisation may call by names of its own. Never the password, nor what is shown
// once: those words stand in every sentence about them.
export const namedMethods = [
  'push',
  'totp',
  'passkey',
  'sms',
  'voice',
  'token',
  'question',
  'codes',
] as const
export type NamedMethod = (typeof namedMethods)[number]

export type MethodNames = Readonly<Partial<Record<NamedMethod, string>>>

/** What the organisation calls it; nothing where it has no name of its own for it. */
export function nameIn(names: MethodNames | undefined, factor: string): string | undefined {
  const named = namedMethods.find((one) => one === factor)
  return named && names?.[named]
}
