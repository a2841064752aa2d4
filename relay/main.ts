// Entry of the program `bowline-relay`. Plain Node 20.19 or later.
import { runCommandLine } from './cli/commandLine.ts';

await runCommandLine(process.argv.slice(2));
