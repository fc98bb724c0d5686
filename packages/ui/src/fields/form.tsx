import {
  createContext,
  type FormEvent,
  type ReactNode,
  useContext,
  useMemo,
  useState,
} from 'react';
import { ProblemNote } from '../feedback/problem-note.js';
import type { ProblemShown, Violation } from '../lib/problem.js';
import { isAt } from './violations.js';

/**
 * Fields find here what the service says about them. A field with the name `credits.remaining`
 * shows what is wrong at `body.credits.remaining`. What no field shows is shown by `FormError`.
 */
interface FormState {
  readonly violations: readonly Violation[];
  readonly problem: ProblemShown | undefined;
  /** Fields say which names are on the screen. */
  readonly shown: ReadonlySet<string>;
  register(name: string): () => void;
}

const FormContext = createContext<FormState | undefined>(undefined);

export interface FormProps {
  /** Why the last attempt was refused. */
  readonly problem?: ProblemShown | undefined;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
  readonly className?: string;
  readonly id?: string;
}

export function Form({ problem, onSubmit, children, className, id }: FormProps): ReactNode {
  const [shown, setShown] = useState<ReadonlySet<string>>(new Set());
  const state = useMemo<FormState>(
    () => ({
      problem,
      violations: problem?.violations ?? [],
      shown,
      register(name) {
        setShown((names) => new Set(names).add(name));
        return () => setShown((names) => new Set([...names].filter((other) => other !== name)));
      },
    }),
    [problem, shown],
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A dialog may be inside the form of a page: its form is not that one's.
    event.stopPropagation();
    onSubmit();
  };
  return (
    <FormContext value={state}>
      <form className={className ?? 'flex flex-col gap-4'} id={id} noValidate onSubmit={submit}>
        {children}
      </form>
    </FormContext>
  );
}

/** What was refused and belongs to no field that is on the screen. */
export function FormError(): ReactNode {
  const state = useContext(FormContext);
  if (state?.problem === undefined) return null;
  const rest = state.violations.filter(
    ({ location }) => ![...state.shown].some((name) => isAt(location, name)),
  );
  if (state.violations.length > 0 && rest.length === 0) return null;
  return <ProblemNote problem={{ ...state.problem, violations: rest }} />;
}

export function useFormState(): FormState | undefined {
  return useContext(FormContext);
}
