// Whether a string in the code is shown to nobody where it stands: it goes to the log or into an
// error of ours, is compared, is a key, a style, a module's name.

/** Attributes and properties whose words are for machines. */
export const FOR_MACHINES = ['class', 'className', 'style', 'id', 'role', 'type', 'href', 'font'];

/** Never seen by a person: whoever gets one says in words of ours what happened. */
const INTERNAL = /^(|Type|Range|Syntax|Aggregate|Protocol|Channel|ChannelClosed|ShortWrite)Error$/;
/** What writes to the log. */
const LOGGER = /^#?(log|logger|console|warn|warning)$/i;
/** They look something up or name it for errors in the code, and show nothing. */
const UNSHOWN = new Set(
  ['includes', 'indexOf', 'startsWith', 'endsWith', 'has', 'get', 'split', 'join', 'raw'].concat(
    ['querySelector', 'querySelectorAll', 'closest', 'matches', 'matchMedia', 'getElementById'],
    ['getModifierState', 'getPropertyValue', 'addEventListener', 'setHeader', 'getHeader'],
    ['RegExp', 'Set', 'Channel', 'byteChannel', 'TaskGroup', 'abort', 'require'],
  ),
);

/** @param {any} callee the names in it: `this.#log.info` has `log` and `info` */
function namesOf(callee) {
  /** @type {string[]} */
  const names = [];
  for (let at = callee; at; at = at.object ?? at.callee ?? at.expression) {
    const name = at.property?.name ?? at.name;
    if (typeof name === 'string') names.push(name);
  }
  return names;
}

/** @param {any} call whether its arguments are for the log, an error of ours, or a look-up */
function takesNoText(call) {
  const names = namesOf(call.callee);
  const [made = ''] = names;
  if (UNSHOWN.has(made)) return true;
  if (call.type === 'NewExpression') return INTERNAL.test(made);
  return call.callee.type === 'Super' ? isInternal(call) : names.some((name) => LOGGER.test(name));
}

/** @param {any} call of `super` in an error's class */
function isInternal(call) {
  let at = call;
  while (at && !/^Class(Declaration|Expression)$/.test(at.type)) at = at.parent;
  return INTERNAL.test(at?.superClass?.name ?? '-') && INTERNAL.test(at?.id?.name ?? '-');
}

/** @param {any} property */
function isForMachines(property) {
  const name = property.key?.name ?? property.key?.value;
  return FOR_MACHINES.includes(String(name));
}

/**
 * Whether it is for machines in its place: `node` is a part of `parent`.
 * @param {any} node
 * @param {any} parent
 */
function excused(node, parent) {
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
      return parent.key === node || isForMachines(parent);
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee !== node && takesNoText(parent);
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

/** @param {any} node a literal or a template */
export function isForNobody(node) {
  for (let [at, parent] = [node, node.parent]; parent; [at, parent] = [parent, parent.parent]) {
    if (excused(at, parent)) return true;
    if (!AROUND.has(parent.type)) return false;
  }
  return false;
}
