/**
 * Loaded into a service before its own code. The wall clock is wrong from the start, and every
 * SIGUSR2 sets it, back and forth.
 */
const WRONG_CLOCK = `
  let wrongByMs = Number(process.env.WRONG_CLOCK_MS);
  const readWallClock = Date.now;
  Date.now = () => readWallClock() + wrongByMs;
  const steps = [-60_000, 3_600_000, -7_200_000];
  process.on('SIGUSR2', () => {
    const step = steps.shift();
    steps.push(step);
    wrongByMs += step;
    process.stderr.write(JSON.stringify({ event: 'clock_set', wrongByMs }) + '\\n');
  });`;
const PRELOAD = `--import data:text/javascript,${encodeURIComponent(WRONG_CLOCK)}`;

/** The part of the environment that gives a service a wrong wall clock. */
export function wrongClock(byMs: number): Readonly<Record<string, string>> {
  return { NODE_OPTIONS: PRELOAD, WRONG_CLOCK_MS: String(byMs) };
}
