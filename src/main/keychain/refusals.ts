/** What keychains say when they refuse, by what a person can do about it. The words are those of libsecret, D-Bus, macOS and Windows. */
const kinds: readonly { said: RegExp; words: (what: string) => string }[] = [
  {
    // Prompts that were closed, and sessions in which nobody can be asked, come to the same.
    said: /\blocked\b|dismissed|cancel+ed the operation|user interaction is not allowed|passphrase you entered is not correct/i,
    words: (what) =>
      `The keychain is locked, so it did not ${what}. Unlock it: it opens with the login to the desktop, or in the system's own program for passwords. Then try again.`,
  },
  {
    said: /cannot open shared object|libsecret.*(not found|no such file)|cannot find module|did not self-register/i,
    words: (what) =>
      `The system's library for keychains is not there, so the keychain could not ${what}. Install it (on Linux: libsecret), then start Provost again.`,
  },
  {
    said: /org\.freedesktop\.secrets|could not connect|autolaunch|serviceunknown|logon session does not exist|default keychain could not be found/i,
    words: (what) =>
      `No keychain answers in this session, so none could ${what}. Log in to a desktop with a keychain (on Linux: GNOME Keyring or KWallet), then start Provost again.`,
  },
  {
    said: /object does not exist at path|no such (collection|secret collection)/i,
    words: (what) =>
      `The keychain has no keyring yet, so it could not ${what}. Make one in the system's own program for passwords, then try again.`,
  },
]

/** Why the keychain did not do something, and what to do next, as sentences for people; `said` are its own words. */
export function keychainRefusal(what: string, said: string): string {
  const kind = kinds.find((each) => each.said.test(said))
  return kind !== undefined
    ? kind.words(what)
    : `The keychain refused to ${what}. Look at it in the system's own program for passwords, then try again.`
}
