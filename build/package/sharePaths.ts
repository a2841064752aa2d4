// Where the files for the `share` folder lie, and what they are made from. Apart from `share.ts`,
// which loads the whole agent to ask it for its commands: most of what builds has no need of that.
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Where they lie until somebody packs them. */
export const SHARE = path.join(ROOT, 'out', 'share');

/** Hand-written pages, with places for what the agent's commands say of themselves. */
export const MANUAL = path.join(ROOT, 'docs', 'manual');

/** Pages in section 1. */
export const PAGES = ['bowline', 'bowline-agent'] as const;
export type Page = (typeof PAGES)[number];

/** What the files are made from besides the agent. */
export const SHARE_SOURCES = [
  ...['manual.ts', 'roff.ts', 'share.ts'].map((name) => path.join(import.meta.dirname, name)),
  ...PAGES.map((page) => path.join(MANUAL, `${page}.1.in`)),
];
