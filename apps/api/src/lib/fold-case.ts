/**
 * The form in which names are compared where case makes no difference. `*_fold` columns hold it.
 */
export function foldCase(text: string): string {
  return text.toLowerCase();
}
