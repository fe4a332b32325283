const first = ['US/Eastern', 'US/Central', 'US/Mountain', 'US/Pacific', 'UTC', 'Europe/London', 'Europe/Berlin']

/** Time zones to choose from: the usual ones, then all that this computer knows. */
export const zones: string[] = [...new Set([...first, ...Intl.supportedValuesOf('timeZone')])]
