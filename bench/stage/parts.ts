// Which process of the app or the agent is what: the parts that memory and idle are told by.
import type { Stage } from './stage.ts';
import { cpuMs, tree, type Process } from './processTree.ts';

/** All but the last belong to Bowline. `shells` are what people run in it. */
export interface Parts {
  main: Process[];
  renderer: Process[];
  /** GPU and helper processes of Chromium. */
  helpers: Process[];
  agent: Process[];
  shells: Process[];
}

export function parts({ app, agent }: Stage): Parts {
  const [main, ...chromium] = tree(app.electron.process().pid!).filter(isChromium);
  const [keeper, ...shells] = tree(agent.pid);
  return {
    main: main ? [main] : [],
    renderer: chromium.filter(({ role }) => role === 'renderer'),
    helpers: chromium.filter(({ role }) => role !== 'renderer'),
    agent: keeper ? [keeper] : [],
    shells,
  };
}

export function bowlines({ main, renderer, helpers, agent }: Parts): Process[] {
  return [...main, ...renderer, ...helpers, ...agent];
}

/** Processor time used so far by each part, milliseconds. */
export function processorTime(stage: Stage): Record<keyof Parts, number> {
  const each = Object.entries(parts(stage)).map(([part, list]) => [part, cpuMs(list as Process[])]);
  return Object.fromEntries(each) as Record<keyof Parts, number>;
}

/** The same, of what goes on until `go` is done. */
export async function processorTimeOf(
  stage: Stage,
  go: () => Promise<unknown>,
): Promise<Record<keyof Parts, number>> {
  const before = processorTime(stage);
  await go();
  const after = processorTime(stage);
  for (const part of Object.keys(after) as (keyof Parts)[]) after[part] -= before[part];
  return after;
}

function isChromium({ name }: Process): boolean {
  return name.startsWith('electron') || name.startsWith('bowline') || name === 'exe';
}
