// What a window shows in no language of the modules: text outside the brackets of the language that
// nobody speaks, without what came from the user, from programs, and from tables of the app.
import type { Page } from '@playwright/test';

/** All texts that a person sees or hears in the window now. */
function shown(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const heard = ['aria-label', 'aria-description', 'title', 'placeholder', 'alt'];
    const isSeen = (element: Element): boolean =>
      element.checkVisibility() &&
      !element.closest('.xterm, kbd, code, script, style, pre[aria-hidden="true"]');
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (isSeen(node.parentElement!)) texts.push(node.nodeValue ?? '');
    }
    for (const element of document.body.querySelectorAll('*')) {
      if (!isSeen(element)) continue;
      texts.push(...heard.map((name) => element.getAttribute(name) ?? ''));
    }
    return texts;
  });
}

/** Without what stands in brackets, and brackets in those. */
function outside(text: string): string {
  const without = text.replace(/⟦[^⟦⟧]*⟧/g, '');
  return without === text ? text : outside(without);
}

/** Texts with words of which no module knows; `known`: what isn't the app's to translate. */
export async function unbracketed(page: Page, known: ReadonlySet<string>): Promise<string[]> {
  const texts = (await shown(page)).map((text) => outside(text).trim());
  const parts = texts.flatMap((text) => (known.has(text) ? [] : text.split(/, |\n/)));
  const rest = new Set(parts.map((part) => part.trim()));
  return [...rest].filter((part) => /\p{L}{2}/u.test(part) && !known.has(part));
}
