// The system's clock, some times faster: what takes seconds by a heartbeat takes a fraction of
// one. For tests with real sockets, whose results must not depend on when a timer fires.
import { systemClock, type Clock } from '../../core/time/clock.ts';
import { LIMITS } from '../../core/wire/protocol.ts';

/**
 * A login keeps all of its time: where it is the first one, taking too long is final, and what is
 * left of ten seconds is no more than a busy machine may take.
 */
export function fastClock(times: number): Clock {
  return {
    now: () => systemClock.now() * times,
    after: (ms, action) => {
      return systemClock.after(ms === LIMITS.handshakeMs ? ms : ms / times, action);
    },
  };
}
