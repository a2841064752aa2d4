// Entry of the program `bowline-agent`, and of the worker thread that it starts. Plain Node
// 20.19 or later; nothing of Electron.
import { isMainThread } from 'node:worker_threads';
import { takeSecrets } from './secrets.ts';

if (isMainThread) {
  const secrets = takeSecrets();
  const { runCommandLine } = await import('./cli/commandLine.ts');
  await runCommandLine(process.argv.slice(2), secrets);
} else {
  const { runScreenWorker } = await import('./screens/screenWorker.ts');
  runScreenWorker();
}
