import type { ProblemShown, Violation } from '@unlatch/ui';

/** A request that was refused, or that never arrived. Components can show it as it is. */
export class RpcProblem extends Error implements ProblemShown {
  override readonly name = 'RpcProblem';
  readonly title: string;
  readonly detail: string;
  /** 0: there was no answer. */
  readonly status: number;
  /** Such as `unkey/data/key_not_found`. Empty: the answer was not one of the service. */
  readonly code: string;
  readonly requestId: string | undefined;
  readonly moreUrl: string | undefined;
  readonly violations: readonly Violation[];
  readonly retryAfterSeconds: number | undefined;

  constructor(
    init: Pick<RpcProblem, 'title' | 'detail' | 'status'> &
      Partial<Pick<RpcProblem, 'code' | 'requestId' | 'violations' | 'retryAfterSeconds'>>,
  ) {
    super(init.detail);
    this.title = init.title;
    this.detail = init.detail;
    this.status = init.status;
    this.code = init.code ?? '';
    this.requestId = init.requestId;
    this.violations = init.violations ?? [];
    this.retryAfterSeconds = init.retryAfterSeconds;
    // The path alone: the service may be told to name another host than the one it is open at.
    this.moreUrl = this.code === '' ? undefined : `/docs/errors/${this.code}`;
  }
}

const TYPE_PATH = '/docs/errors/';

/** Reads the answer of the service, or of something in between that has answered for it. */
export async function readProblem(response: Response): Promise<RpcProblem> {
  const { status } = response;
  const body: unknown = await response.json().catch(() => undefined);
  const error = fieldOf(body, 'error');
  const detail = textOf(error, 'detail');
  if (detail === undefined) return foreignAnswer(status);
  const type = textOf(error, 'type') ?? '';
  const start = type.indexOf(TYPE_PATH);
  return new RpcProblem({
    title: textOf(error, 'title') ?? `Status ${status}`,
    detail,
    status,
    code: start < 0 ? '' : type.slice(start + TYPE_PATH.length),
    requestId: textOf(fieldOf(body, 'meta'), 'requestId'),
    violations: violationsOf(fieldOf(error, 'errors')),
    retryAfterSeconds: Number(response.headers.get('retry-after')) || undefined,
  });
}

export function noAnswer(cause: unknown): RpcProblem {
  const problem = new RpcProblem({
    title: 'No answer',
    detail:
      'The service did not answer. It may be restarting, or the network is down. Nothing is known about the request: read before you repeat a change.',
    status: 0,
  });
  problem.cause = cause;
  return problem;
}

/** Whatever was thrown, as something to show. */
export function toProblem(error: unknown): RpcProblem {
  if (error instanceof RpcProblem) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new RpcProblem({ title: 'This page failed', detail, status: 0 });
}

function foreignAnswer(status: number): RpcProblem {
  return new RpcProblem({
    title: `Status ${status}`,
    detail:
      'The answer is not one of Unlatch. A proxy in front of the service may have given it: check its logs.',
    status,
  });
}

function violationsOf(errors: unknown): readonly Violation[] {
  if (!Array.isArray(errors)) return [];
  return errors.flatMap((entry: unknown) => {
    const location = textOf(entry, 'location');
    const message = textOf(entry, 'message');
    return location === undefined || message === undefined ? [] : [{ location, message }];
  });
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

function textOf(value: unknown, name: string): string | undefined {
  const field = fieldOf(value, name);
  return typeof field === 'string' ? field : undefined;
}
