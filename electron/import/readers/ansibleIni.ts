// An Ansible inventory in INI: `[web]` with a host a line, `[web:vars]`, `[prod:children]`.
import { say } from '../../../words/said.ts';
import { shellWords } from '../shellWords.ts';
import { linesOf } from '../text.ts';
import type { Inventory, Vars } from './ansibleInventory.ts';
import { patternOf } from './ansiblePattern.ts';
import { isShown } from './ansibleVariables.ts';

const SECTION = /^\[([^:\]\s]+)(?::(\w+))?\]\s*(?:#.*)?$/;
const KINDS = ['hosts', 'children', 'vars'];

/** Whether it is one by what stands in it: most files in INI aren't. */
export function looksLikeIni(text: string): boolean {
  const lines = contentOf(text);
  const sections = lines.filter(({ line }) => line.startsWith('['));
  const isHeading = (line: string): boolean => /^\[[^:\]\s]+:(vars|children|hosts)\]/.test(line);
  const others = lines.filter(({ line }) => !SECTION.test(line));
  const isPlain = others.every(({ line }) =>
    /^([\w.-]+@)?[\w.:[\],%-]+(\s+([\w.]+=|#)|\s*$)/.test(line),
  );
  if (sections.some(({ line }) => isHeading(line))) {
    return sections.every(({ line }) => SECTION.test(line) || patternOf(line.split(/\s/)[0]!));
  }
  const isSaid = others.some(({ line }) => /^[^=\s]+\s(.*\s)?ansible_\w+\s*=/.test(line));
  if (isSaid) return sections.every(({ line }) => !/^\[[^\]]*\\/.test(line));
  return isPlain && others.length > 0 && sections.some(({ line }) => SECTION.test(line));
}

function contentOf(text: string): { line: string; number: number }[] {
  return linesOf(text)
    .map((line, at) => ({ line: line.trim(), number: at + 1 }))
    .filter(({ line }) => line !== '' && !/^[#;]/.test(line));
}

export function readIni(text: string, inventory: Inventory): void {
  let [group, kind] = ['ungrouped', 'hosts'];
  for (const { line, number } of contentOf(text)) {
    const section = SECTION.exec(line);
    if (section && KINDS.includes(section[2] ?? 'hosts')) {
      [group, kind] = [section[1]!, section[2] ?? 'hosts'];
      inventory.group(group);
    } else if (section) unread(inventory, number, line);
    else if (kind === 'hosts') readHost(line, number, group, inventory);
    else if (kind === 'vars') readVariable(line, number, group, inventory);
    else inventory.addChild(group, line.replace(/\s*#.*$/, ''));
  }
}

function unread(inventory: Inventory, line: number, what: string): void {
  inventory.unmapped.push({ where: `line ${line}`, what, why: say('import-line-unread') });
}

function readHost(line: string, number: number, group: string, inventory: Inventory): void {
  const words = shellWords(line, { comments: true });
  const [first = line.split(/\s/)[0]!, ...rest] = words ?? [];
  const pattern = words && patternOf(first);
  if (!pattern) {
    const why = say(words ? 'import-ansible-range' : 'import-line-unread');
    inventory.unmapped.push({ where: `line ${number}`, what: first, why });
    return;
  }
  const vars: Vars = new Map(pattern.port ? [['ansible_port', pattern.port]] : []);
  for (const word of rest) {
    const at = word.indexOf('=');
    if (at > 0) vars.set(word.slice(0, at), literal(word.slice(at + 1)));
    else unread(inventory, number, first);
  }
  for (const name of pattern.names) inventory.addHost(name, group, vars);
}

function readVariable(line: string, number: number, group: string, inventory: Inventory): void {
  const at = line.indexOf('=');
  if (at < 1) return unread(inventory, number, line.split(/\s/)[0]!);
  const [key, written] = [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  const value = literal(written);
  inventory.group(group).vars.set(key, value);
  if (!/\s#/.test(value) || !isShown(key)) return;
  const why = say('import-ansible-comment');
  inventory.unmapped.push({ where: `${group}:vars`, what: `${key}=${value}`, why });
}

/** Ansible reads a value as Python would, where Python could: quotes go, and comments behind them. */
function literal(written: string): string {
  const quoted = /^u?(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\s*(?:#.*)?$/.exec(written);
  if (quoted) return (quoted[1] ?? quoted[2] ?? '').replace(/\\(['"\\])/g, '$1');
  return /^([-+]?\d+)\s*#/.exec(written)?.[1] ?? written;
}
