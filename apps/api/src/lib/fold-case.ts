/** The form for comparing names where case makes no difference. `*_fold` columns hold it. */
export function foldCase(text: string): string {
  return text.toLowerCase();
}
