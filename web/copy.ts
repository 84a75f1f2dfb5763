// Puts a text on the clipboard, and says whether it lies there. Where the page is not let to it, as
// inside other apps, a selection that is copied does the same.

export const copy = (text: string): Promise<boolean> =>
  'clipboard' in navigator
    ? navigator.clipboard.writeText(text).then(
        () => true,
        () => copySelected(text),
      )
    : Promise.resolve(copySelected(text))

function copySelected(text: string): boolean {
  const before = document.activeElement
  const place = document.createElement('textarea')
  place.value = text
  // Or a phone would bring up its keys.
  place.readOnly = true
  document.body.append(place)
  place.select()
  const isCopied = document.execCommand('copy')
  place.remove()
  if (before instanceof HTMLElement) before.focus({ preventScroll: true })
  return isCopied
}
