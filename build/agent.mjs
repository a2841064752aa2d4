// npm run --silent agent -- ARGS: runs the agent from the repository, on any Node from 20 on.
import { runProgram } from './runProgram.mjs';
import { SYSTEM } from './setup/system.mjs';

// What every user of the machine can read, and every program that set-up starts: a link there is
// the agent's alone. It takes both away itself, but set-up may come first.
const words = process.argv.slice(2);
if (SYSTEM !== 'win32' && words.some((word) => word.includes('token='))) {
  process.title = 'bowline-agent';
}
const { BOWLINE_LINK: link } = process.env;
delete process.env.BOWLINE_LINK;

await runProgram('agent', () => {
  if (link !== undefined) process.env.BOWLINE_LINK = link;
});
