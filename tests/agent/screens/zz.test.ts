import { it } from 'vitest';
import { paintScreen } from '../../../agent/screens/paintScreen.ts';
import { seeded } from '../../support/random.ts';
import { randomOutput } from '../../support/randomOutput.ts';
import { dump, feed, makeTerminal } from '../../support/terminalDump.ts';
it('x', async () => {
  const random = seeded(Number(process.env.SEED));
  const pieces = random.pick([5, 30, 200]);
  const output = randomOutput(random, pieces);
  const cols = random.between(2, 30), rows = random.between(1, 8);
  const more = "\x1b[?0h" + randomOutput(random, 20);
  const differs = async (o: string, m: string) => {
    const a = makeTerminal(cols, rows), b = makeTerminal(cols, rows);
    await feed(a, o); const s = paintScreen(a, 1000); await feed(b, s);
    await feed(a, m); await feed(b, m);
    return JSON.stringify(dump(a, 1000)) !== JSON.stringify(dump(b, 1000)) ? s : undefined;
  };
  const shrink = async (text: string, test: (t: string) => Promise<unknown>) => {
    for (let size = text.length >> 1; size > 0; size >>= 1)
      for (let at = 0; at < text.length;) {
        const t = text.slice(0, at) + text.slice(at + size);
        if (await test(t)) text = t; else at += size;
      }
    return text;
  };
  let m = more, o = output;
  if (!(await differs(o, m))) return console.log('equal');
  for (let i = 0; i < 3; i++) { m = await shrink(m, (t) => differs(o, t)); o = await shrink(o, (t) => differs(t, m)); }
  console.log(cols, rows, JSON.stringify({ o, m, s: await differs(o, m) }));
  const a = makeTerminal(cols, rows), b = makeTerminal(cols, rows);
    await feed(a, o); const s = paintScreen(a, 1000); await feed(b, s);
    await feed(a, m); await feed(b, m);
  const [x,y]=[dump(a,1000),dump(b,1000)] as any; for (const k in x) if (JSON.stringify(x[k])!==JSON.stringify(y[k])) console.log(k, JSON.stringify(x[k]), JSON.stringify(y[k]));
}, 100000);
