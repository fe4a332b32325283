/** Inputs that take no letters: a switch, say. A letter pressed there is a key of the screen. */
const withoutText = ['checkbox', 'radio', 'range', 'button', 'submit', 'reset', 'file', 'color']

/** Whether what is pressed there is written, and no key of the screen. */
export const inText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    ['TEXTAREA', 'SELECT'].includes(target.tagName) ||
    (target instanceof HTMLInputElement && !withoutText.includes(target.type)))
