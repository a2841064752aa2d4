// Which system we run on, asked in this one place. Whatever differs between systems gets it as a
// parameter with this as its default, so that each system's way is tested on all of them; the
// linter refuses `process.platform` anywhere else.

/** Node's name of the operating system: `linux`, `darwin`, `win32`. */
export const SYSTEM: NodeJS.Platform = process.platform;
