// Tells whether a test comes by a mutant at all: the function around it leaves a file when it runs,
// in whichever process that is.
import { functionStart } from './findMutants.ts';
import { withEdit, type Mutant } from './mutant.ts';

/** @param trace absolute path of the file that is left */
export function withProbe(mutant: Mutant, text: string, trace: string): string {
  const mutated = withEdit(text, mutant);
  const place = functionStart(mutant.file, text, mutant.start);
  return place === undefined
    ? `${leave(trace)}${mutated}`
    : withEdit(mutated, { start: place, end: place, after: leave(trace) });
}

/** On the line that is there, so that errors name the right ones. A test may keep files from us. */
function leave(trace: string): string {
  const file = JSON.stringify(trace);
  const write = `process.getBuiltinModule('node:fs').writeFileSync(${file},'')`;
  return `if(!globalThis.mutantReached){globalThis.mutantReached=true;try{${write}}catch{}};`;
}
