/** On what holds the focus only until there is something better: a part of the page that nobody can act on. */
const resting = 'data-resting'

/** Whether nothing that a person can act on has the focus, so that whatever comes next may take it. */
export function isFocusLost(): boolean {
  const { activeElement } = document
  return activeElement === null || activeElement === document.body || activeElement.hasAttribute(resting)
}

/** Gives an element the focus; a part of the page that takes none by itself holds it without a ring, until it goes on. */
export function giveFocus(to: HTMLElement): void {
  if (!to.hasAttribute('tabindex') && to.tabIndex < 0) {
    to.tabIndex = -1
    to.setAttribute(resting, '')
    const leave = () => {
      to.removeAttribute('tabindex')
      to.removeAttribute(resting)
    }
    to.addEventListener('blur', leave, { once: true })
  }
  to.focus({ preventScroll: true })
}
