// npm run --silent relay -- ARGS: runs the relay from the repository, on any Node from 20 on.
import { runProgram } from './runProgram.mjs';

await runProgram('relay');
