// The system's clock, some times faster: what takes seconds by a heartbeat takes a fraction of
// one. For tests with real sockets, whose results must not depend on when a timer fires.
import { systemClock, type Clock } from '../../core/time/clock.ts';

export function fastClock(times: number): Clock {
  return {
    now: () => systemClock.now() * times,
    after: (ms, action) => systemClock.after(ms / times, action),
  };
}
