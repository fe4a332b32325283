/** The word that lets this page's own style tags through the content security policy; new at each load. */
export const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''

// react-remove-scroll, inside Mantine's dialogs, asks for the nonce of its style tag under this name.
Object.assign(globalThis, { __webpack_nonce__: nonce })

interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML: (html: string) => string }): unknown
}
const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }

// Mantine writes style sheets through innerHTML. Style sheets hold no "<"; anything that does is markup and is refused.
trustedTypes?.createPolicy('default', {
  createHTML: (html) => {
    if (html.includes('<')) throw new TypeError('The page writes no markup from text')
    return html
  },
})
