/** From the primary to a worker: finish what you have accepted, then end. */
export const STOP = 'stop';
