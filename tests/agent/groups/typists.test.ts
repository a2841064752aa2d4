import { expect, it } from 'vitest';
import type { Role } from '../../../agent/groups/roster.ts';
import { Typists } from '../../../agent/groups/typists.ts';
import { eachSeed } from '../../support/random.ts';

const who = (id: number, role: Role = 'owner') => ({ id, role });

it('the owner who typed last lends keys, of those who are here', () => {
  const typists = new Typists();
  expect(typists.lastOwner).toBeNull();
  const [ada, bob, eve] = [who(1), who(2), who(3, 'editor')];
  [ada, bob, eve].forEach((one) => typists.come(one));
  expect(typists.lastOwner).toBe(2); // nobody has typed: who came last
  typists.typed(ada);
  expect(typists.lastOwner).toBe(1);
  typists.typed(bob);
  typists.typed(eve);
  expect(typists.lastOwner).toBe(2);
  typists.leave(bob);
  expect(typists.lastOwner).toBe(1);
  const bobAgain = who(2);
  typists.come(bobAgain); // back after a cut: it still was the last to type
  expect(typists.lastOwner).toBe(2);
  typists.leave(bob); // the connection that it has left behind
  expect(typists.lastOwner).toBe(2);
  [ada, bobAgain].forEach((one) => typists.leave(one));
  expect(typists.lastOwner).toBeNull();
});

it('guests may have typed while an editor is here, and once one has', () => {
  const typists = new Typists();
  const [ada, viewer, editor] = [who(1), who(2, 'viewer'), who(3, 'editor')];
  [ada, viewer].forEach((one) => typists.come(one));
  expect(typists.guestsType).toBe(false);
  typists.come(editor);
  expect(typists.guestsType).toBe(true);
  typists.leave(editor);
  expect(typists.guestsType).toBe(false);
  typists.come(editor);
  typists.typed(editor);
  typists.leave(editor);
  expect(typists.guestsType).toBe(true);
});

it('is as a list of all that happened says, and remembers few', () =>
  eachSeed(100, (random) => {
    const typists = new Typists();
    const here: number[] = [];
    const typed: number[] = [];
    const members = Array.from({ length: 8 }, (_, index) => who(index + 1));
    for (let step = 0; step < 200; step++) {
      const member = random.pick(members);
      const act = random.int(3);
      const at = here.indexOf(member.id);
      if (act === 0 || (act === 2 && at < 0)) {
        typists.come(member);
        if (at >= 0) here.splice(at, 1);
        here.push(member.id);
      } else if (act === 1) {
        typists.leave(member);
        if (at >= 0) here.splice(at, 1);
      } else {
        typists.typed(member);
        typed.push(member.id);
      }
      const last = typed.findLast((id) => here.includes(id)) ?? here.at(-1) ?? null;
      expect(typists.lastOwner).toBe(last);
    }
  }));
