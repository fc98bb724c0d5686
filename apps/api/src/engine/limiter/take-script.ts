import type { Counts } from './counter-cells.js';

/**
 * What Redis runs for one request: judges all its limits and takes all or none, as `judgeBatch`
 * does. It runs to its end before any other command may touch the counters.
 *
 * KEYS   Two for each counter: the key of its current window, and that of the one before.
 * ARGV   Seven for each counter:
 *        - what must have been used of the current and of the previous window (0 if unknown),
 *        - for how many milliseconds to keep each of the two,
 *        - the milliseconds left of the current window, and its length,
 *        - what the request would use in all.
 *        Then three for each limit: the number of its counter, the limit, the cost.
 * Answer What was used of each window before this request, as text, or nothing where it is 0.
 *
 * A stored count below what is known to have been used has been lost. The script raises it before
 * it judges anything. Without limits it does only that.
 *
 * Lua counts in doubles: exact up to 2^53, which is also the greatest limit. Amounts pass through
 * as the text that came in. The one product that may be greater is divided bit by bit. A sum that
 * is too great to be exact is rounded to no less than 2^53, so it is still above every limit.
 *
 * The share of the window before is rounded up, as in `judge`, which decides as the fraction would.
 * Releases that rounded it down used the same keys, arguments and answer. So both count together
 * while processes are replaced, each by its own rule.
 */
export const TAKE_SCRIPT = `
local function share(amount, part, whole)
  local product = amount * part
  if product <= 9007199254740991 then return math.ceil(product / whole) end
  local quotient, rest, bit = 0, 0, 4503599627370496
  while bit >= 1 do
    quotient = quotient * 2
    if rest >= whole - rest then
      rest = rest - (whole - rest)
      quotient = quotient + 1
    else
      rest = rest * 2
    end
    if amount >= bit then
      amount = amount - bit
      if part >= whole - rest then
        rest = part - (whole - rest)
        quotient = quotient + 1
      else
        rest = rest + part
      end
    end
    bit = bit / 2
  end
  if rest > 0 then return quotient + 1 end
  return quotient
end

local used = redis.call('MGET', unpack(KEYS))
local isStored = {}
for key = 1, #KEYS do
  local at = math.floor((key - 1) / 2) * 7 + (key - 1) % 2
  isStored[key] = used[key] ~= false
  if tonumber(ARGV[at + 1]) > tonumber(used[key] or 0) then
    used[key] = ARGV[at + 1]
    isStored[key] = true
    redis.call('SET', KEYS[key], used[key], 'PX', ARGV[at + 3])
  end
end

local counters = #KEYS / 2
local pending = {}
for at = counters * 7, #ARGV - 1, 3 do
  local counter, limit = tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2])
  local first = counter * 7
  if not pending[counter] then
    local previous = tonumber(used[counter * 2 + 2] or 0)
    local carried = share(previous, tonumber(ARGV[first + 5]), tonumber(ARGV[first + 6]))
    pending[counter] = tonumber(used[counter * 2 + 1] or 0) + carried
  end
  pending[counter] = pending[counter] + tonumber(ARGV[at + 3])
  if limit <= 0 or pending[counter] > limit then return used end
end

for counter = 0, counters - 1 do
  local key, total = counter * 2 + 1, ARGV[counter * 7 + 7]
  if total ~= '0' then
    if isStored[key] then
      redis.call('INCRBY', KEYS[key], total)
    else
      redis.call('SET', KEYS[key], total, 'PX', ARGV[counter * 7 + 3])
    end
  end
end
return used
`;

/**
 * How far the clock of a process may be behind the others while it still finds what they counted.
 */
const SLACK_MAX_MS = 60_000;

/** Keys and arguments of the script, with the number of keys before them. */
export class ScriptWords {
  readonly #nowMs: number;
  readonly #keys: string[] = [];
  readonly #counters: string[] = [];
  readonly #limits: string[] = [];

  constructor(nowMs: number) {
    this.#nowMs = nowMs;
  }

  addCounter(
    { key, index, windowMs }: CounterWindow,
    { current, previous }: Counts = NOTHING_KNOWN,
    cost: number,
  ): void {
    const endMs = (index + 1) * windowMs;
    const leftMs = endMs - this.#nowMs;
    this.#keys.push(`${key}:${index}`, `${key}:${index - 1}`);
    this.#counters.push(
      String(current),
      String(previous),
      String(keptMs(leftMs + windowMs)),
      String(keptMs(leftMs)),
      String(leftMs),
      String(windowMs),
      String(cost),
    );
  }

  /** Adds a limit on the counter that was added at `position`. */
  addLimit(position: number, limit: number, cost: number): void {
    this.#limits.push(String(position), String(limit), String(cost));
  }

  toWords(): string[] {
    return [String(this.#keys.length), ...this.#keys, ...this.#counters, ...this.#limits];
  }
}

interface CounterWindow {
  readonly key: string;
  readonly index: number;
  readonly windowMs: number;
}

const NOTHING_KNOWN: Counts = { current: 0, previous: 0 };

/**
 * A count matters until the window after its own has ended. It is kept longer for a process whose
 * clock is behind, or runs at half speed after it was set back. Counts of short windows are kept at
 * most twice as long, so that a flood of them does not stay.
 */
function keptMs(leftMs: number): number {
  return Math.max(leftMs + Math.min(leftMs, SLACK_MAX_MS), 1);
}
