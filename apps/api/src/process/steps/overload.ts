import { type Admission, createAdmission } from '../../http/admission/create-admission.js';
import type { Step } from '../start-in-order.js';

/** Decides which request is served when, as far as this process has time and memory. */
export const overload: Step<object, Admission> = {
  name: 'overload',
  start() {
    const admission = createAdmission();
    admission.overload.start();
    return admission;
  },
  stop: (given) => given.overload.stop(),
};
