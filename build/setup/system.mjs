// Which system set-up runs on. core/system.ts can't be asked: set-up runs before TypeScript can.

export const SYSTEM = process.platform;
