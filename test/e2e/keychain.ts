import keytar from 'keytar'

// Each file begins on a workstation that nobody has used: a data folder of its own, and nothing in the keychain. What one
// leaves there, a locked seat above all, would otherwise decide what the next one may do. Done before the file's own code
// is loaded: while another program takes entries away, keytar's list ends the process.

// Only in the keychain that was made for this run; never in a person's own.
if (process.env.PROVOST_DESKTOP) {
  for (const { account } of await keytar.findCredentials('Provost')) await keytar.deletePassword('Provost', account)
}
