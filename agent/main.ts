// Entry of the program `bowline-agent`. Plain Node 20.19 or later; nothing of Electron.
import { runCommandLine } from './cli/commandLine.ts';

await runCommandLine(process.argv.slice(2));
