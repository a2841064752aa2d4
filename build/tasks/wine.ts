// npm run wine: sets up what `npm test -- --only wine` needs. build/run.mjs has done it by now, so
// all that is left is to say whether it will run.
import { whyNoWine } from '../setup/wine.mjs';

const reason = whyNoWine();
console.log(
  reason === undefined
    ? 'Programs for Windows can be run. Try npm test -- --only wine.'
    : `Programs for Windows can't be run here: ${reason}.`,
);
process.exitCode = reason === undefined ? 0 : 1;
