// The colours in force, put where sheets and terminals find them.
import type { Look, Tokens } from '../../core/look/derive.ts';

/** Makes them the page's: its sheets know colours by these names only. */
export function paintPage({ dark, tokens }: Look, page: HTMLElement): void {
  page.dataset['theme'] = dark ? 'dark' : 'light';
  page.style.colorScheme = dark ? 'dark' : 'light';
  for (const [name, value] of Object.entries(tokens)) page.style.setProperty(`--${name}`, value);
}

/** A token by its name, which there has to be. */
export function tokenOf(tokens: Tokens, name: string): string {
  return tokens[name]!;
}
