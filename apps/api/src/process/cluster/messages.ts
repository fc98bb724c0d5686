/** From the primary to a worker: you will be told to stop, and load balancers shall see it. */
export const LEAVE = 'leave';
/** From the primary to a worker: finish what you have accepted, then end. */
export const STOP = 'stop';
