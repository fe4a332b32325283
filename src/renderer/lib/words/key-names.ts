export const isMac = navigator.platform.startsWith('Mac')
/** "Mod K" -> "Ctrl K", or "⌘ K" on a Mac. */
export const keyName = (keys: string): string => keys.replace('Mod', isMac ? '⌘' : 'Ctrl')
