// Entry of the program `bowline-agent`, and of the worker thread that it starts. Plain Node
// 20.19 or later; nothing of Electron.
import { isMainThread } from 'node:worker_threads';
import { SYSTEM } from '../core/system.ts';
import type { AgentError } from './agentError.ts';
import { unfitSystem } from './cli/unfitSystem.ts';
import { takeSecrets } from './secrets.ts';

if (isMainThread) {
  const secrets = takeSecrets();
  const args = process.argv.slice(2);
  const unfit = unfitSystem(args, SYSTEM);
  if (unfit) await refuse(unfit, args.includes('--json'));
  else {
    const { runCommandLine } = await import('./cli/commandLine.ts');
    await runCommandLine(args, secrets);
  }
} else {
  const { runScreenWorker } = await import('./screens/screenWorker.ts');
  runScreenWorker();
}

async function refuse(why: AgentError, json: boolean): Promise<void> {
  const { explain } = await import('./cli/output.ts');
  explain(why, json);
  process.exitCode = 1;
}
