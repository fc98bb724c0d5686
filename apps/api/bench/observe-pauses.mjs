// Loaded into a measured process before its program: tells the benchmark how long it was held up.
import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks';

const RESOLUTION_MS = 1;

const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delays.enable();
let gcMaxMs = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) gcMaxMs = Math.max(gcMaxMs, duration);
}).observe({ entryTypes: ['gc'] });

// Each question is answered for the time since the one before.
process.on('message', (message) => {
  if (message !== 'pauses') return;
  // The histogram holds the time between two samples, which includes the planned one.
  const delayMs = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
  process.send({
    delayP99Ms: delayMs(delays.percentile(99)),
    delayMaxMs: delayMs(delays.max),
    gcMaxMs,
  });
  delays.reset();
  gcMaxMs = 0;
});
// The channel alone keeps no process running.
process.channel.unref();
