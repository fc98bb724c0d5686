/** Primary to worker: every worker listens, so report ready. */
export const READY = 'ready';
/** Primary to worker: report not ready; a stop follows. */
export const LEAVE = 'leave';
/** Primary to worker: finish the accepted requests, then end. */
export const STOP = 'stop';
