// What the id of a found shell says: `local:NAME:COMMAND` (electron/shells/found/foundHost.ts).

/** The name of the found shell that stands in a host's place; undefined for a host. */
export function foundName(hostId: string): string | undefined {
  return /^local:([^:]+):/.exec(hostId)?.[1];
}
