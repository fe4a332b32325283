/** Somebody in a sentence: name and address, or the address alone where no name is known. */
export const personTitle = ({ fullname, username }: { fullname: string; username: string }): string =>
  fullname === '' ? username : `${fullname} (${username})`
