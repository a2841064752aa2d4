// Every text that a person reads in the app stands in words/, or it could be said in no other
// language: refuses it elsewhere, in markup and in script. tests/build/wordsInOnePlace.test.ts tries it.
import path from 'node:path';
import { FOR_MACHINES, isForNobody, isNameFor } from './forNobody.mjs';
import { joinedText, outcomes } from './outcomes.mjs';
import { canBeRead, HOLE, readsAsText, textOf } from './readsAsText.mjs';

/** What is said in the app comes from here. */
const ROOMS = ['renderer/', 'electron/', 'core/'];

/**
 * Files, and folders with a slash at the end, that have texts of their own, and why.
 * @type {Record<string, string>}
 */
export const ELSEWHERE = {
  'core/look/ours.ts': 'names of schemes, as their makers call them',
  'core/look/schemes/': 'names of schemes, as their makers call them',
  'electron/look/': 'names of colours, as the makers of terminals write them',
  'core/layout/faults.ts': 'what is broken, for who builds the app',
  'core/process/launch.ts': 'an error for who builds the app',
  'core/pty/nodePty.ts': 'the name of a signal that has none',
  'core/relay/agentProof.ts': 'labels of what is signed',
  'core/socket/acceptSockets.ts': 'lines of HTTP, which a program reads',
  'core/wire/': 'what is wrong with a frame, for logs',
  'electron/import/export/': 'what stands in files that programs read',
  'electron/import/readers/': 'names of tools and their settings, as their makers call them',
  'electron/import/sshLine.ts': 'options, as ssh calls them',
  'electron/ipc/commands.ts': 'a message module: a command is added whole',
  'electron/ipc/paneCommands.ts': 'a part of it',
  'electron/settings/settingsSchema.ts': 'a message module: a setting is added whole',
  'electron/hosts/kinds/': 'message modules: a kind is added whole',
  'electron/hosts/vault/keychain.ts': 'keychains, as their makers call them',
  'electron/main/appFiles.ts': 'headers of what the page asks for',
  'electron/main/calls.ts': 'names for the log',
  'electron/main/watchdog.ts': 'lines of the log',
  'electron/import/draftFields.ts': 'options, as ssh calls them',
  'electron/import/readers/ssh/': 'keywords, as ssh calls them',
  'electron/ssh/harmlessOptions.ts': 'options, as ssh calls them',
  'electron/ssh/sshSettings.ts': 'options, as ssh calls them, and a line for a shell',
  'electron/ssh/throughHosts.ts': 'a line for a shell',
  'electron/shells/found/windowsShells.ts': 'programs, as their makers call them',
  'electron/tunnels/troubleLog.ts': 'lines of the log',
  'electron/watchdog/': 'lines of the log',
  'renderer/components/settings/FontPreview.svelte': 'characters to judge a font by',
  'renderer/components/settings/SchemeCard.svelte': 'text to judge a scheme by',
  'renderer/lib/fonts.ts': 'fonts, as their makers call them',
  'renderer/lib/sshOptions.ts': 'options, as ssh calls them',
  'renderer/lib/sshSettingOptions.ts': 'options, as ssh calls them, and a line for a shell',
  'renderer/lib/systemLook.ts': 'the system’s colours, as sheets call them',
  'renderer/lib/watchdog.ts': 'lines of the log',
  'renderer/terminal/composition.ts': 'keys, as browsers call them',
};

/** Read out or shown as they are. */
const SHOWN = ['title', 'alt', 'placeholder', 'label'].concat(
  ['label', 'description', 'roledescription', 'valuetext'].map((name) => `aria-${name}`),
);

/** Windows of the system that show what they are given. */
const BOXES = new Set(
  ['showErrorBox', 'showMessageBox', 'showMessageBoxSync', 'alert', 'confirm'].concat([
    'Notification',
    'setTitle',
    'setToolTip',
  ]),
);

/** What a component is told in one word of a program, beside what any element is told. */
const OF_COMPONENTS =
  /^(name|side|align|kind|level|state|orientation|labelledBy|describedBy|.*Behavior)$/;

/**
 * Refuses a text once, whichever way it was come upon.
 * @param {import('eslint').Rule.RuleContext} context
 */
function refuser(context) {
  const seen = new Set();
  /** @type {(node: any, text: string, parts?: any[]) => void} */
  return (node, text, parts = []) => {
    const whole = [node, ...parts];
    if (whole.some((part) => seen.has(part))) return;
    whole.forEach((part) => seen.add(part));
    const shown = text.trim().replaceAll(HOLE, '…').replace(/\s+/g, ' ');
    context.report({ node, message: `A person reads “${shown}”: it belongs in words/.` });
  };
}

/**
 * Whether whatever can be read in an attribute is shown: a component may show what it is told.
 * @param {string} name
 * @param {any} tag the opening tag
 */
function isShown(name, tag) {
  if (SHOWN.includes(name)) return true;
  const machines = FOR_MACHINES.includes(name) || name.startsWith('aria-');
  return tag.parent.kind === 'component' && !machines && !OF_COMPONENTS.test(name);
}

/** @param {string} name of an attribute @param {string} text what is written in it @param {any} tag */
function standsInAttribute(name, text, tag) {
  if (isShown(name, tag)) return canBeRead(text);
  return !isNameFor(name, text) && readsAsText(text);
}

/**
 * @param {import('eslint').Rule.RuleContext} context
 * @returns {(identifier: any) => any} what a constant of the file is set to
 */
function constantsOf({ sourceCode }) {
  return (identifier) => {
    const { name } = identifier;
    for (
      let scope = sourceCode.getScope(identifier);
      scope;
      scope = /** @type {any} */ (scope.upper)
    ) {
      const found = scope.set.get(name);
      /** @type {any} */
      const declared = found?.defs[0]?.node;
      if (found) return declared?.id?.type === 'Identifier' ? declared.init : undefined;
    }
  };
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
    if (readsAsText(textOf(node)) && !isForNobody(node, file)) refuse(node, textOf(node));
  };
  /** @type {(expression: any) => void} */
  const shown = (expression) => {
    for (const node of outcomes(expression, constantsOf(context))) {
      if (canBeRead(textOf(node))) refuse(node, textOf(node));
    }
  };
  return {
    Literal: script,
    TemplateLiteral: script,
    /** @param {any} call */
    CallExpression: (call) => {
      if (BOXES.has(call.callee.property?.name ?? call.callee.name)) call.arguments.forEach(shown);
      const joined = joinedText(call);
      if (readsAsText(joined) && !isForNobody(call, file))
        refuse(call, joined, outcomes(call.callee.object));
    },
    /** @param {any} made */
    NewExpression: (made) => {
      if (BOXES.has(made.callee.property?.name ?? made.callee.name)) made.arguments.forEach(shown);
    },
    /** @param {any} attribute */
    SvelteAttribute: ({ key: { name }, value, parent }) => {
      for (const part of value) {
        const written = part.type !== 'SvelteMustacheTag';
        if (!written && isShown(name, parent)) shown(part.expression);
        if (written && standsInAttribute(name, part.value, parent)) refuse(part, part.value);
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
