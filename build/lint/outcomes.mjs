// What an expression may come to, as far as it is written there: where its value is shown, each of
// these literals may be read by a person.
import { FOR_MACHINES } from './forNobody.mjs';
import { HOLE, textOf } from './readsAsText.mjs';

/** What is given to these comes out again. */
const GIVES_BACK = new Set([
  '$derived',
  '$state',
  'String',
  'join',
  'concat',
  'map',
  'flatMap',
  'replace',
  'replaceAll',
]);

/**
 * The text that `[…, …].join('…')` makes, with `HOLE` for what is not written there; empty for any
 * other call.
 * @param {any} call
 */
export function joinedText({ callee, arguments: [between] }) {
  if (callee.property?.name !== 'join' || callee.object.type !== 'ArrayExpression') return '';
  /** @type {(string | undefined)[]} */
  const parts = callee.object.elements.map((/** @type {any} */ part) => part && textOf(part));
  return parts.map((part) => part || HOLE).join(between ? textOf(between) : ',');
}

/**
 * The literals and templates that an expression may come to.
 * @param {any} node
 * @param {(identifier: any) => any} [valueOf] what a constant is set to, where that is known
 * @param {Set<any>} [met] on the way here: a function may name itself
 * @returns {any[]}
 */
export function outcomes(node, valueOf = () => undefined, met = new Set()) {
  if (!node || met.has(node)) return [];
  const deeper = (/** @type {any} */ part) => outcomes(part, valueOf, new Set([...met, node]));
  if (node.type === 'Literal') return [node];
  if (node.type === 'TemplateLiteral') return [node, ...node.expressions.flatMap(deeper)];
  return (node.type === 'Identifier' ? [valueOf(node)] : partsOf(node)).flatMap(deeper);
}

/**
 * @param {any} node
 * @returns {any[]} the expressions that it takes its value from
 */
function partsOf(node) {
  switch (node.type) {
    case 'ConditionalExpression':
      return [node.consequent, node.alternate];
    case 'BinaryExpression':
      return node.operator === '+' ? [node.left, node.right] : [];
    case 'LogicalExpression':
      return [node.left, node.right];
    case 'ArrayExpression':
      return node.elements;
    case 'ObjectExpression':
      return node.properties.filter((/** @type {any} */ part) => !isForMachines(part));
    case 'Property':
      return [node.value];
    case 'CallExpression':
      return [node.callee.object, ...(givesBack(node.callee) ? node.arguments : [])];
    case 'MemberExpression':
      return node.computed ? [node.object] : [];
    case 'ArrowFunctionExpression':
      return [node.body];
    case 'SpreadElement':
      return [node.argument];
    case 'ChainExpression':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
      return [node.expression];
    default:
      return [];
  }
}

/** @param {any} callee */
function givesBack(callee) {
  return GIVES_BACK.has(callee.property?.name ?? callee.name);
}

/** @param {any} property */
function isForMachines({ key }) {
  return FOR_MACHINES.includes(String(key?.name ?? key?.value));
}
