// All mistakes that the table of mutators can make in one file, and where a program would have to
// come by for one of them to matter. Pure: text in, mutants out.
import ts from 'typescript';
import type { Edit, Mutant } from './mutant.ts';
import { MUTATORS } from './mutators.ts';

/** @param file from the root, with slashes; only its name counts */
export function findMutants(file: string, text: string): Mutant[] {
  const source = parsed(file, text);
  const mutants: Mutant[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    for (const [kind, mutate] of Object.entries(MUTATORS)) {
      for (const edit of mutate(node, source)) mutants.push(described(edit, kind, source));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return mutants;
}

/** Just inside the innermost function around that place; undefined where loading runs it. */
export function functionStart(file: string, text: string, place: number): number | undefined {
  const source = parsed(file, text);
  let found: number | undefined;
  const visit = (node: ts.Node): void => {
    if (place < node.getStart(source) || place >= node.end) return;
    const body = ts.isFunctionLike(node) && 'body' in node ? (node.body as ts.Node) : undefined;
    if (body && ts.isBlock(body) && place > body.getStart(source)) {
      found = body.getStart(source) + 1;
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function parsed(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
}

function described(edit: Edit, kind: string, source: ts.SourceFile): Mutant {
  const line = source.getLineAndCharacterOfPosition(edit.start).line;
  return {
    ...{ ...edit, kind, file: source.fileName, line: line + 1 },
    before: source.text.slice(edit.start, edit.end),
    text: source.text.split(/\r?\n/)[line]!.trim(),
  };
}
