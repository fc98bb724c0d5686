/** Primary to worker: report not ready; a stop follows. */
export const LEAVE = 'leave';
/** Primary to worker: finish the accepted requests, then end. */
export const STOP = 'stop';
