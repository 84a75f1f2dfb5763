// English: what stands around every page.
export const frame = {
  'frame.skip': 'Skip to the content',
  'frame.language': 'Language',
  'frame.help': 'Get help',
  'frame.case': 'Case number {number}',
  'frame.privacy': 'Privacy',
  'frame.accessibility': 'Accessibility',
  'frame.terms': 'Terms',
  'frame.back': 'Back',
  'frame.another-account': 'Use another account',
  'frame.help-signing-in': 'Help signing in',
  'frame.step': 'Step {at} of {of}',
  'frame.sign-out': 'Sign out',
  'frame.error': 'Error: {title}',
}
