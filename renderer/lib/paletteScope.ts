// Where the palette looks: everywhere, or among one sort of things, which a sign in front chooses or
// Tab goes through.

export const SORTS = ['hosts', 'tags', 'tabs', 'commands', 'settings'] as const;
export type Sort = (typeof SORTS)[number];
export type Scope = 'everything' | Sort;

const SCOPES: readonly Scope[] = ['everything', ...SORTS];

/** The signs that choose a sort; in a hint as they are typed. */
export const SIGNS = { '>': 'commands', '@': 'hosts', '#': 'tags', ':': 'tabs' } as const;
export type Sign = keyof typeof SIGNS;

function isSign(text: string | undefined): text is Sign {
  return text !== undefined && Object.hasOwn(SIGNS, text);
}

/** What is looked for, and where. A sign goes before what was chosen by Tab. */
export function readTyped(typed: string, chosen: Scope): { scope: Scope; text: string } {
  const text = typed.trimStart();
  const [sign] = text;
  if (isSign(sign)) return { scope: SIGNS[sign], text: text.slice(1).trim() };
  return { scope: chosen, text: typed.trim() };
}

/** The scope that comes next, round the ends. */
export function nextScope(scope: Scope, step: 1 | -1): Scope {
  const at = SCOPES.indexOf(scope) + step;
  return SCOPES[(at + SCOPES.length) % SCOPES.length]!;
}

/** Without its sign. */
export function withoutSign(typed: string): string {
  return isSign(typed.trimStart()[0]) ? typed.trimStart().slice(1) : typed;
}

/** Rows at most. */
export const MOST_ROWS = 50;

const OF_EVERYTHING: Record<Sort, number> = {
  ...{ hosts: 20, tags: 3, tabs: 9, commands: 11, settings: 7 },
};
/** While nothing is typed: what was used last, and what is open. */
const OF_NOTHING: Record<Sort, number> = {
  ...{ hosts: 6, tags: 0, tabs: 6, commands: 4, settings: 0 },
};

/** How many of each sort are looked for. */
export function mostOf(scope: Scope, text: string): Partial<Record<Sort, number>> {
  if (scope !== 'everything') return { [scope]: MOST_ROWS };
  return text === '' ? OF_NOTHING : OF_EVERYTHING;
}
