// Every text that a person reads in the app stands in words/, or it could be said in no other
// language: refuses it elsewhere, in markup and in script. tests/build/wordsInOnePlace.test.ts tries it.
import path from 'node:path';
import { FOR_MACHINES, isForNobody } from './forNobody.mjs';
import { canBeRead, HOLE, readsAsText } from './readsAsText.mjs';

/** What is said in the app comes from here. */
const ROOMS = ['renderer/', 'electron/', 'core/'];

/**
 * Files, and folders with a slash at the end, that have texts of their own, and why.
 * @type {Record<string, string>}
 */
export const ELSEWHERE = {
  'core/process/launch.ts': 'an error for who builds the app',
  'core/pty/nodePty.ts': 'the name of a signal that has none',
  'core/socket/acceptSockets.ts': 'lines of HTTP, which a program reads',
  'core/wire/': 'what is wrong with a frame, for logs',
  'electron/ipc/commands.ts': 'a message module: a command is added whole',
  'electron/settings/settingsSchema.ts': 'a message module: a setting is added whole',
  'electron/hosts/kinds/': 'message modules: a kind is added whole',
  'electron/main/appFiles.ts': 'headers of what the page asks for',
  'electron/main/calls.ts': 'names for the log',
  'electron/main/watchdog.ts': 'lines of the log',
  'electron/shells/found/windowsShells.ts': 'programs, as their makers call them',
  'electron/tunnels/troubleLog.ts': 'lines of the log',
  'electron/watchdog/': 'lines of the log',
  'renderer/components/dialogs/FontPreview.svelte': 'characters to judge a font by',
  'renderer/lib/watchdog.ts': 'lines of the log',
};

/** Read out or shown as they are. */
const SHOWN = ['title', 'alt', 'placeholder', 'label'].concat(
  ['label', 'description', 'roledescription', 'valuetext'].map((name) => `aria-${name}`),
);

/** @param {any} node the text of a literal, with `HOLE` in place of what is put in */
function textOf(node) {
  if (node.type === 'TemplateLiteral')
    return node.quasis.map((/** @type {any} */ part) => part.value.cooked ?? '').join(HOLE);
  return typeof node.value === 'string' ? node.value : '';
}

/**
 * What an expression may come to, as far as it is written there.
 * @param {any} node
 * @returns {any[]}
 */
function outcomes(node) {
  switch (node.type) {
    case 'ConditionalExpression':
      return [...outcomes(node.consequent), ...outcomes(node.alternate)];
    case 'LogicalExpression':
      return [...outcomes(node.left), ...outcomes(node.right)];
    case 'BinaryExpression':
      return node.operator === '+' ? [...outcomes(node.left), ...outcomes(node.right)] : [];
    case 'Literal':
    case 'TemplateLiteral':
      return [node];
    default:
      return [];
  }
}

/**
 * Refuses a text once, whichever way it was come upon.
 * @param {import('eslint').Rule.RuleContext} context
 */
function refuser(context) {
  const seen = new Set();
  /** @type {(node: any, text: string) => void} */
  return (node, text) => {
    if (seen.has(node)) return;
    seen.add(node);
    const shown = text.trim().replaceAll(HOLE, '…').replace(/\s+/g, ' ');
    context.report({ node, message: `A person reads “${shown}”: it belongs in words/.` });
  };
}

/** @param {string} name of an attribute @param {string} text what is written in it */
function standsInAttribute(name, text) {
  if (SHOWN.includes(name)) return canBeRead(text);
  return !FOR_MACHINES.includes(name) && readsAsText(text);
}

/** @param {import('eslint').Rule.RuleContext} context */
function visitors(context) {
  const file = path.relative(context.cwd, context.filename).split(path.sep).join('/');
  const own = Object.keys(ELSEWHERE).some((place) =>
    place.endsWith('/') ? file.startsWith(place) : file === place,
  );
  if (own || !ROOMS.some((room) => file.startsWith(room))) return {};
  const refuse = refuser(context);
  /** @type {(node: any) => void} */
  const script = (node) => {
    if (readsAsText(textOf(node)) && !isForNobody(node)) refuse(node, textOf(node));
  };
  /** @type {(expression: any) => void} */
  const shown = (expression) => {
    for (const node of outcomes(expression)) {
      if (canBeRead(textOf(node))) refuse(node, textOf(node));
    }
  };
  return {
    Literal: script,
    TemplateLiteral: script,
    /** @param {any} attribute */
    SvelteAttribute: ({ key: { name }, value }) => {
      for (const part of value) {
        const written = part.type !== 'SvelteMustacheTag';
        if (!written && SHOWN.includes(name)) shown(part.expression);
        if (written && standsInAttribute(name, part.value)) refuse(part, part.value);
      }
    },
    /** @param {any} node */
    SvelteText: (node) => {
      if (node.parent.type !== 'SvelteStyleElement' && canBeRead(node.value)) {
        refuse(node, node.value);
      }
    },
    /** @param {any} node */
    SvelteMustacheTag: (node) => {
      if (node.parent.type !== 'SvelteAttribute' && node.parent.type !== 'SvelteStyleDirective')
        shown(node.expression);
    },
  };
}

/** @type {import('eslint').Rule.RuleModule} */
export const wordsInOnePlace = {
  meta: { type: 'problem', schema: [], docs: { description: 'Texts for people stand in words/.' } },
  create: visitors,
};
