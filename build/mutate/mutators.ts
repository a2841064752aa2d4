// The mistakes that people make, one function a kind: each looks at a node of the syntax tree and
// answers with what could stand there instead. Pure; `findMutants.ts` walks the tree.
import ts from 'typescript';
import type { Edit } from './mutant.ts';

export type Mutator = (node: ts.Node, source: ts.SourceFile) => readonly Edit[];

const SWAPPED: Readonly<Record<string, string>> = {
  ...{ '<': '<=', '<=': '<', '>': '>=', '>=': '>' },
  ...{ '===': '!==', '!==': '===', '==': '!=', '!=': '==' },
  ...{ '+': '-', '-': '+', '*': '/', '/': '*', '%': '*' },
  ...{ '+=': '-=', '-=': '+=' },
  ...{ '&&': '||', '||': '&&', '??': '&&' },
  ...{ '|': '&', '&': '|', '<<': '>>', '>>': '<<', '>>>': '<<' },
  ...{ '||=': '&&=', '&&=': '||=', '??=': '=' },
};

const OTHER_METHOD: Readonly<Record<string, string>> = {
  ...{ some: 'every', every: 'some', min: 'max', max: 'min', floor: 'ceil', ceil: 'floor' },
  ...{ push: 'unshift', unshift: 'push', shift: 'pop', pop: 'shift', find: 'findLast' },
  ...{ startsWith: 'endsWith', endsWith: 'startsWith', indexOf: 'lastIndexOf' },
  ...{ allSettled: 'all', findLast: 'find', trimStart: 'trimEnd', trimEnd: 'trimStart' },
};

/** Methods that hand on what they were called on, more or less: left out, the whole comes. */
const LEFT_OUT = [
  'filter',
  'slice',
  'sort',
  'toSorted',
  'reverse',
  'toReversed',
  'subarray',
  'trim',
];

/** `if` that stands before the rest to keep something out of it. */
function guards({ thenStatement, elseStatement }: ts.IfStatement): boolean {
  if (elseStatement) return false;
  const body = ts.isBlock(thenStatement) ? thenStatement.statements.at(-1) : thenStatement;
  return body !== undefined && (ts.isReturnStatement(body) || isJump(body));
}

function isJump(node: ts.Node): boolean {
  return ts.isThrowStatement(node) || ts.isContinueStatement(node) || ts.isBreakStatement(node);
}

function isText(node: ts.Node): boolean {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

/** Strings of modules, types, keys and comparisons are names: without them nothing would work. */
function isName(node: ts.Node): boolean {
  const { parent } = node;
  const key = ts.isPropertyAssignment(parent) && parent.name === node;
  return key || ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent) || isMember(node);
}

function isMember({ parent }: ts.Node): boolean {
  return ts.isLiteralTypeNode(parent) || ts.isElementAccessExpression(parent);
}

function instead(node: ts.Node, source: ts.SourceFile, ...after: string[]): Edit[] {
  return after.map((text) => ({ start: node.getStart(source), end: node.end, after: text }));
}

function condition(node: ts.Node): ts.Expression | undefined {
  if (ts.isIfStatement(node) || ts.isWhileStatement(node)) return node.expression;
  return ts.isConditionalExpression(node) ? node.condition : undefined;
}

/** Another kind of mistake makes the same of it. */
function negatedByOthers(asked: ts.Expression, source: ts.SourceFile): boolean {
  if (ts.isPrefixUnaryExpression(asked)) return true;
  return ts.isBinaryExpression(asked) && /^[!=]==?$/.test(asked.operatorToken.getText(source));
}

function statementRemoved(node: ts.Node, source: ts.SourceFile): Edit[] {
  if (!ts.isExpressionStatement(node)) return [];
  const constructing =
    ts.isCallExpression(node.expression) &&
    node.expression.expression.kind === ts.SyntaxKind.SuperKeyword;
  return constructing ? [] : instead(node, source, ';');
}

function operatorSwapped(node: ts.Node, source: ts.SourceFile): Edit[] {
  if (!ts.isBinaryExpression(node)) return [];
  const { operatorToken, left, right } = node;
  const operator = operatorToken.getText(source);
  const joinsText = operator.startsWith('+') && (isText(left) || isText(right));
  const swapped = SWAPPED[operator];
  return swapped === undefined || joinsText ? [] : instead(operatorToken, source, swapped);
}

/** A small one counts something; of a larger one, a bound say, one more or less is no mistake. */
const SMALL = 16;

function constantMoved(node: ts.Node, source: ts.SourceFile): Edit[] {
  if (!ts.isNumericLiteral(node) || isName(node)) return [];
  const value = Number(node.text);
  if (!Number.isSafeInteger(value)) return [];
  if (value > SMALL) return instead(node, source, `${value * 2}`);
  return instead(node, source, `${value + 1}`, ...(value > 0 ? [`${value - 1}`] : []));
}

function signDropped(node: ts.Node, source: ts.SourceFile): Edit[] {
  if (!ts.isPrefixUnaryExpression(node) && !ts.isPostfixUnaryExpression(node)) return [];
  const text = node.getText(source);
  if (text.includes('++')) return instead(node, source, text.replace('++', '--'));
  if (text.includes('--')) return instead(node, source, text.replace('--', '++'));
  return ts.isPrefixUnaryExpression(node)
    ? instead(node, source, node.operand.getText(source))
    : [];
}

function methodChanged(node: ts.Node, source: ts.SourceFile): Edit[] {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
  const { name, expression } = node.expression;
  const other = Object.hasOwn(OTHER_METHOD, name.text) ? OTHER_METHOD[name.text] : undefined;
  if (other !== undefined) return instead(name, source, other);
  const left = LEFT_OUT.includes(name.text) && !ts.isExpressionStatement(node.parent);
  return left ? instead(node, source, expression.getText(source)) : [];
}

function chainBroken(node: ts.Node, source: ts.SourceFile): Edit[] {
  if (!('questionDotToken' in node)) return [];
  const token = node.questionDotToken as ts.Node | undefined;
  return token ? instead(token, source, ts.isPropertyAccessExpression(node) ? '.' : '') : [];
}

/** By the name under which reports show them. */
export const MUTATORS: Readonly<Record<string, Mutator>> = {
  'condition negated': (node, source) => {
    const asked = condition(node);
    return asked && !negatedByOthers(asked, source)
      ? instead(asked, source, `!(${asked.getText(source)})`)
      : [];
  },
  'guard dropped': (node, source) =>
    ts.isIfStatement(node) && guards(node) ? instead(node, source, ';') : [],
  'statement removed': statementRemoved,
  'operator swapped': operatorSwapped,
  'constant moved': constantMoved,
  'sign dropped': signDropped,
  'boolean swapped': (node, source) => {
    if (node.parent && ts.isLiteralTypeNode(node.parent)) return [];
    if (node.kind === ts.SyntaxKind.TrueKeyword) return instead(node, source, 'false');
    return node.kind === ts.SyntaxKind.FalseKeyword ? instead(node, source, 'true') : [];
  },
  'await removed': (node, source) =>
    ts.isAwaitExpression(node) ? instead(node, source, node.expression.getText(source)) : [],
  'method changed': methodChanged,
  'chain broken': chainBroken,
  'text emptied': (node, source) => {
    if (!isText(node) || isName(node) || node.getText(source).length === 2) return [];
    const tagged = ts.isTaggedTemplateExpression(node.parent);
    return tagged || ts.isTemplateLiteralTypeNode(node.parent) ? [] : instead(node, source, "''");
  },
};
