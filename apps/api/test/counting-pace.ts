import { Pace } from '../src/lib/next-turn.js';

/** A clock for which every piece of work takes a whole slice, so that a rest follows each. */
export class CountingPace extends Pace {
  rests = 0;

  constructor() {
    let nowMs = 0;
    super(() => nowMs++);
  }

  override async rest(): Promise<void> {
    this.rests += 1;
    await super.rest();
  }
}
