// Scripts in ASCII alone. V8 keeps a script's text for as long as it runs, and in two bytes a character if one
// of them is beyond Latin-1: a single arrow would double it.
import type { Plugin } from 'vite';

/** The same script, what is beyond ASCII written as escapes: it stands in strings, patterns and comments. */
export function asciiOnly(script: string): string {
  return script.replace(/[^\0-\x7f]/g, (unit) => `\\u${hex(unit)}`);
}

function hex(unit: string): string {
  return unit.charCodeAt(0).toString(16).padStart(4, '0');
}

/** For a bundle whose scripts are all written so. */
export function inAscii(): Plugin {
  return {
    name: 'bowline:in-ascii',
    generateBundle(_options, files) {
      for (const file of Object.values(files)) {
        if (file.type === 'chunk') file.code = asciiOnly(file.code);
      }
    },
  };
}
