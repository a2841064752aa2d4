// Whether a string in the code is shown to nobody where it stands: it goes to the log or into an
// error of ours, is compared or looked up, is a style, a module’s name.
import { textOf } from './readsAsText.mjs';

/** Attributes and properties whose words are for machines. */
export const FOR_MACHINES = ['class', 'className', 'style', 'id', 'role', 'type', 'href', 'font'];

/** Of those, the ones that take a single name: words in a row are something else. */
const SINGLE = ['id', 'role', 'type'];

/**
 * Whether a text is for machines as what `name` is set to.
 * @param {string} name
 * @param {string} text
 */
export function isNameFor(name, text) {
  return FOR_MACHINES.includes(name) && !(SINGLE.includes(name) && /\S\s+\S/.test(text));
}

/** Never seen by a person: whoever gets one says in words of ours what happened. */
const INTERNAL = /^(|Type|Range|Syntax|Aggregate|Protocol|Channel|ChannelClosed|ShortWrite)Error$/;
/** What writes to the log, from its beginning: `notices.log` may well be for a person. */
const LOGGER =
  /^(#?options\.warn|(#?(options|gate)\.)?#?(log|logger|console)(\.(debug|info|log|warn|warning|error))?)$/;
/** Makes a path of names; `[…].join` makes a text. */
const PATHS = /^(path\.)?join$/;
/** They look something up or name it for errors in the code, and show nothing. */
const UNSHOWN = new Set(
  ['includes', 'indexOf', 'startsWith', 'endsWith', 'has', 'get', 'split', 'raw'].concat(
    ['querySelector', 'querySelectorAll', 'closest', 'matches', 'matchMedia', 'getElementById'],
    ['getModifierState', 'getPropertyValue', 'addEventListener', 'setHeader', 'getHeader'],
    ['RegExp', 'Channel', 'byteChannel', 'TaskGroup', 'abort', 'require'],
  ),
);

/** @param {any} callee @returns {string} `#log.info` for `this.#log.info` */
function pathOf(callee) {
  if (callee.type !== 'MemberExpression') return callee.name ?? '';
  const { object, property } = callee;
  const name = `${property.type === 'PrivateIdentifier' ? '#' : ''}${property.name ?? ''}`;
  return object.type === 'ThisExpression' ? name : `${pathOf(object)}.${name}`;
}

/**
 * Whether its arguments are for the log, an error of ours, or a look-up.
 * @param {any} call
 * @param {string} file
 */
function takesNoText(call, file) {
  const made = call.callee.property?.name ?? call.callee.name;
  if (UNSHOWN.has(made)) return true;
  if (call.type === 'NewExpression') return isInternalIn(file, made);
  if (call.callee.type === 'Super') return isInternal(call, file);
  return [LOGGER, PATHS].some((pattern) => pattern.test(pathOf(call.callee)));
}

/** @param {string} file @param {string} name The window shows what was thrown in it. */
function isInternalIn(file, name) {
  return INTERNAL.test(name) && !file.startsWith('renderer/');
}

/** @param {any} call of `super` in an error's class @param {string} file */
function isInternal(call, file) {
  let at = call;
  while (at && !/^Class(Declaration|Expression)$/.test(at.type)) at = at.parent;
  return [at?.superClass, at?.id].every((name) => isInternalIn(file, name?.name ?? '-'));
}

/**
 * Whether it is for machines in its place: `node` is a part of `parent`.
 * @param {any} node
 * @param {any} parent
 * @param {string} text the whole of it
 * @param {string} file
 */
function excused(node, parent, text, file) {
  switch (parent.type) {
    case 'ImportDeclaration':
    case 'ImportExpression':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'TSLiteralType':
    case 'TSExternalModuleReference':
    case 'SwitchCase':
    case 'TaggedTemplateExpression':
      return true;
    case 'ExpressionStatement':
      return node.type === 'Literal'; // a directive
    case 'BinaryExpression':
      return parent.operator !== '+';
    case 'MemberExpression':
      return parent.property === node || UNSHOWN.has(parent.property.name);
    case 'Property':
    case 'PropertyDefinition':
      return parent.value === node && isNameFor(String(parent.key.name ?? parent.key.value), text);
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee !== node && takesNoText(parent, file);
    default:
      return false;
  }
}

/** A text in one of these is a part of what it makes. */
const AROUND = new Set(
  ['ConditionalExpression', 'LogicalExpression', 'BinaryExpression', 'TemplateLiteral'].concat(
    ['ArrayExpression', 'ObjectExpression', 'Property', 'SpreadElement'],
    ['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression'],
  ),
);

/** @param {any} node @param {any} parent `node` is the array, or the `[…].join` that is called */
function isJoined(node, parent) {
  const member = parent.type === 'CallExpression' && parent.callee === node ? node : parent;
  return member.type === 'MemberExpression' && member.property.name === 'join';
}

/** @param {any} node a literal, a template or a call @param {string} file from the project's root */
export function isForNobody(node, file) {
  for (let [at, parent] = [node, node.parent]; parent; [at, parent] = [parent, parent.parent]) {
    if (excused(at, parent, textOf(node), file)) return true;
    if (!AROUND.has(parent.type) && !isJoined(at, parent)) return false;
  }
  return false;
}
