import cluster, { type Worker } from 'node:cluster';

/**
 * Lets any worker read the metrics of all workers, since a reader cannot choose which worker
 * answers.
 *
 * A worker that is asked asks the primary, and the primary asks every worker that listens. Their
 * readings go back to the first worker. Each question has a number. A worker has one question under
 * way at a time, and later readers share its answer.
 *
 * Slow: if a worker does not answer in time, or ends before it answers, there is no answer at all.
 * Without its part the sums would be smaller, and a counter that goes down means a restart to its
 * readers. A worker that has ended takes its counts along, which is the restart of a part.
 */
type Readings = readonly object[];
/** `undefined`: a worker did not answer. */
type OfEach = readonly Readings[] | undefined;

type Message =
  | { readonly kind: 'metrics_wanted' }
  | { readonly kind: 'metrics_asked'; readonly question: number }
  | { readonly kind: 'metrics_told'; readonly question: number; readonly readings: Readings }
  | { readonly kind: 'metrics_of_all'; readonly ofEach: OfEach };

const ANSWER_TIMEOUT_MS = 2000;

/** In a worker: reads all workers. In a process without workers: reads that process. */
export function readEverywhere(read: () => Promise<Readings>): () => Promise<OfEach> {
  if (!cluster.isWorker) return async () => [await read()];
  let settle: (ofEach: OfEach) => void = () => undefined;
  let underWay: Promise<OfEach> | undefined;
  process.on('message', (message: Message) => {
    if (message.kind === 'metrics_asked') {
      const { question } = message;
      void read().then((readings) => process.send?.({ kind: 'metrics_told', question, readings }));
    } else if (message.kind === 'metrics_of_all') {
      underWay = undefined;
      settle(message.ofEach);
    }
  });
  return () => {
    underWay ??= new Promise((resolve) => {
      settle = resolve;
      process.send?.({ kind: 'metrics_wanted' });
    });
    return underWay;
  };
}

/** Called once, in the primary. */
export function passMetricsOn(): void {
  const questions: Questions = new Map();
  const listening = new Set<Worker>();
  let asked = 0;
  cluster.on('listening', (worker) => listening.add(worker));
  cluster.on('exit', (worker) => listening.delete(worker));
  cluster.on('message', (worker, message: Message) => {
    if (message.kind === 'metrics_told') {
      questions.get(message.question)?.(worker, message.readings);
    } else if (message.kind === 'metrics_wanted') {
      asked += 1;
      void askAll(listening, questions, asked).then((ofEach) => {
        const answer: Message = { kind: 'metrics_of_all', ofEach };
        if (worker.isConnected()) worker.send(answer);
      });
    }
  });
}

type Questions = Map<number, (worker: Worker, readings: Readings) => void>;

async function askAll(
  workers: ReadonlySet<Worker>,
  questions: Questions,
  question: number,
): Promise<OfEach> {
  const silent = new Set([...workers].filter((worker) => worker.isConnected()));
  const told: Readings[] = [];
  let timer: NodeJS.Timeout | undefined;
  const everybody = new Promise<OfEach>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ANSWER_TIMEOUT_MS);
    questions.set(question, (worker, readings) => {
      if (silent.delete(worker)) told.push(readings);
      if (silent.size === 0) resolve(told);
    });
    const message: Message = { kind: 'metrics_asked', question };
    for (const worker of silent) worker.send(message);
  });
  try {
    return await everybody;
  } finally {
    clearTimeout(timer);
    questions.delete(question);
  }
}
