// XML of other tools' files, without entities that grow, and quiet: what is odd in it is let pass.
import { DOMParser, type Element } from '@xmldom/xmldom';
import { say } from '../../words/said.ts';
import { PersonError } from '../personError.ts';

export type { Element };

/** The root element. Throws a `PersonError` with the place where it is no XML. */
export function xmlRoot(text: string): Element {
  let root: Element | null | undefined;
  try {
    root = new DOMParser({ onError: stopAtFatal }).parseFromString(
      text,
      'text/xml',
    ).documentElement;
  } catch (cause) {
    throw new PersonError(say('import-xml-damaged', placeOf(cause)), { cause });
  }
  if (!root) throw new PersonError(say('import-xml-damaged', { line: 1, column: 1 }));
  return root;
}

export function elementsIn(element: Element, name?: string): Element[] {
  const all = [...element.childNodes].filter((node): node is Element => node.nodeType === 1);
  return name === undefined ? all : all.filter((one) => one.nodeName === name);
}

/** Trimmed text of the child of that name; undefined where there is none. */
export function childText(element: Element, name: string): string | undefined {
  return elementsIn(element, name)[0]?.textContent?.trim();
}

function stopAtFatal(level: 'warning' | 'error' | 'fatalError', message: string): void {
  if (level === 'fatalError') throw new Error(message);
}

function placeOf(cause: unknown): { line: number; column: number } {
  const { locator } = cause as { locator?: { lineNumber?: number; columnNumber?: number } };
  return { line: locator?.lineNumber ?? 1, column: locator?.columnNumber ?? 1 };
}
